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
