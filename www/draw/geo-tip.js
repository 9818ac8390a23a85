// A small text near the thing it is about; what it says also stands in that thing's accessible name.

import { html } from './svg.js';

/** @param {HTMLElement} container positioned element that the text stays inside */
export function createTip(container) {
  const box = html('div', { class: 'tip', 'aria-hidden': 'true', hidden: true });
  container.append(box);
  return {
    /**
     * @param {{x: number, y: number}} point in the container, in pixels
     * @param {string[]} lines the first one names the thing
     */
    show(point, lines) {
      box.replaceChildren(...lines.filter(Boolean).map((line, i) => html(i === 0 ? 'strong' : 'span', null, line)));
      box.hidden = false;
      const room = container.clientWidth - box.offsetWidth;
      const left = Math.max(0, Math.min(room, point.x + 14));
      const below = point.y + 16;
      const top = below + box.offsetHeight > container.clientHeight ? point.y - box.offsetHeight - 12 : below;
      box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
