// Short messages above the answer: a file that was refused, a link that is too long. Each can be put away.

import { messageElements } from '../draw/message.js';
import { html } from '../draw/svg.js';

const PASSING_MS = 4000;

export function createNotices(container) {
  const shown = new Map();

  function dismiss(key) {
    shown.get(key)?.remove();
    shown.delete(key);
  }

  return {
    /** How far something has come; `share` is from 0 to 1. */
    progress(key, { title, share, cancel }) {
      const bar = shown.get(key)?.querySelector('progress');
      if (bar) {
        bar.value = share;
        return;
      }
      const stop = html('button', { type: 'button', class: 'outlined' }, 'Cancel');
      stop.addEventListener('click', cancel);
      const notice = html('div', { class: 'notice', role: 'status' },
        html('div', null, html('strong', null, title), html('progress', { max: 1, value: share, 'aria-label': title })), stop);
      shown.set(key, notice);
      container.append(notice);
    },
    /** A later notice of the same key takes the earlier one's place. */
    show(key, { title, text = '', path = '', alarm = false, passing = false }) {
      dismiss(key);
      const close = html('button', { type: 'button', 'aria-label': `Dismiss: ${title}` }, '✕');
      const notice = html('div', { class: alarm ? 'notice notice-alarm' : 'notice', role: alarm ? 'alert' : 'status' },
        html('div', null, html('strong', null, title), messageElements(text), path ? html('p', null, 'Where: ', html('code', null, path)) : null), close);
      close.addEventListener('click', () => dismiss(key));
      shown.set(key, notice);
      container.append(notice);
      if (passing) setTimeout(() => shown.get(key) === notice && dismiss(key), PASSING_MS);
    },
    dismiss,
  };
}
