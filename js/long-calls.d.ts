// What every long call takes.
import type { Global } from './host.js';
import type { ImportProgress } from './types.js';

/**
 * What every long call takes beside its own options. Calls run in a Web Worker, in Node in a thread. Where there can be
 * none (Cloudflare Workers; a page whose policy forbids workers, which the console then tells) they run on the calling
 * thread, in slices of about 12 ms.
 */
export interface LongCallOptions<P> {
  /** Called at most 20 times a second, and once at the end. */
  onProgress?: ((progress: P) => void) | undefined;

  /** Cancels the call: it rejects with `cancelled`, and its worker is ended. */
  signal?: Signal | undefined;

  /** Ends the call early with the best schedule so far, or with what has happened so far. */
  stop?: Signal | undefined;
}

/** What every import takes beside its own options. */
export type ImportControls = Omit<LongCallOptions<ImportProgress>, 'stop'>;

/** The host's AbortSignal. */
export type Signal = Global<'AbortSignal'>;
