// One long call: what was asked for, and the promise of its answer.
import { SplitwayError } from '../errors.js';
import { jsonText } from '../json-text.js';

/** Refuses what cannot control a call. */
export function checkControls({ onProgress, signal, stop }) {
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new SplitwayError('onProgress must be a function', { code: 'invalid-option', path: '/onProgress' });
  }
  for (const [name, value] of Object.entries({ signal, stop })) {
    if (value === undefined || (typeof value?.addEventListener === 'function' && typeof value.aborted === 'boolean')) continue;
    throw new SplitwayError(`${name} must be an AbortSignal`, { code: 'invalid-option', path: `/${name}` });
  }
}

const isObject = (value) => typeof value === 'object' && value !== null;

export class Call {
  /** What the worker is told. */
  request;
  isSettled = false;
  isStopped = false;
  /** Set by whoever does the work. */
  onStop = () => {};
  onCancel = () => {};
  #onProgress;
  #text = '';
  #listened = [];

  /** @param {object} request what is asked for, its options apart */
  constructor(request, options = {}) {
    // What is no object is refused where all options are read.
    const { onProgress, signal, stop, ...rest } = isObject(options) ? options : {};
    checkControls({ onProgress, signal, stop });
    this.request = {
      ...request,
      options: jsonText(isObject(options) && !Array.isArray(options) ? rest : options, 'invalid-option'),
      reportsProgress: onProgress !== undefined,
    };
    this.#onProgress = onProgress;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = (answer) => this.#settle(() => resolve(this.#withText(answer)));
      this.reject = (error) => this.#settle(() => reject(error));
    });
    this.#listen(stop, () => this.#stop());
    this.#listen(signal, () => this.cancel('the call was cancelled', signal.reason));
  }

  cancel(message, cause) {
    if (this.isSettled) return;
    this.reject(new SplitwayError(message, { code: 'cancelled', cause }));
    this.onCancel();
  }

  report(progress) {
    if (this.isSettled) return;
    try {
      this.#onProgress(progress);
    } catch (error) {
      this.reject(error);
      this.onCancel();
    }
  }

  /** Takes a piece of the text of the answer. */
  append(text) {
    this.#text += text;
  }

  #withText(answer) {
    return this.#text === '' ? answer : { ...answer, text: this.#text + (answer.text ?? '') };
  }

  #stop() {
    this.isStopped = true;
    this.onStop();
  }

  #listen(signal, act) {
    if (signal === undefined) return;
    if (signal.aborted) {
      act();
      return;
    }
    signal.addEventListener('abort', act);
    this.#listened.push([signal, act]);
  }

  // Signals may live long, so they keep nothing of a call that is over.
  #settle(tell) {
    if (this.isSettled) return;
    this.isSettled = true;
    for (const [signal, act] of this.#listened) signal.removeEventListener('abort', act);
    tell();
  }
}
