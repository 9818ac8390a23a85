// Threads that answer blocks of lines, each one block at a time, in whatever order they get done.

import { Worker } from 'node:worker_threads';
import { CommandError } from './failure.js';

/** @typedef {{ bytes: Uint8Array, answers: number, errors: number }} Answered */

export class WorkerPool {
  #idle = [];
  #waiting = [];
  #workers;
  #failure;

  /** @param {{ threads: number, command: string, options: object }} work */
  constructor({ threads, command, options }) {
    this.#workers = Array.from({ length: threads }, () => this.#start({ command, options }));
    this.#idle.push(...this.#workers);
  }

  /** @param {Uint8Array} block gone from this thread after the call @returns {Promise<Answered>} */
  answer(block) {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiting.push({ block, resolve, reject });
      this.#hand();
      return undefined;
    });
  }

  close() {
    this.#failure = new CommandError('cancelled', 'the threads were closed');
    return Promise.all(this.#workers.map(({ thread }) => thread.terminate()));
  }

  #start(workerData) {
    const thread = new Worker(new URL('./worker.js', import.meta.url), { workerData });
    const worker = { thread, task: undefined };
    thread.on('message', (answered) => {
      worker.task.resolve(answered);
      worker.task = undefined;
      this.#idle.push(worker);
      this.#hand();
    });
    thread.on('error', (error) => this.#fail(error));
    thread.on('exit', (code) => this.#fail(new CommandError('internal', `a worker thread ended with exit code ${code}`)));
    return worker;
  }

  // A thread that is gone answers nothing more, so nobody may wait for it.
  #fail(error) {
    this.#failure ??= error;
    const tasks = [...this.#workers.map(({ task }) => task), ...this.#waiting.splice(0)];
    for (const task of tasks) task?.reject(this.#failure);
  }

  #hand() {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const worker = this.#idle.shift();
      worker.task = this.#waiting.shift();
      worker.thread.postMessage(worker.task.block, [worker.task.block.buffer]);
    }
  }
}
