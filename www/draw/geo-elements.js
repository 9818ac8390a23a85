// Elements that outlive a frame: a slider moves sixty times a second, so only what changed is written.

import { svg } from './svg.js';

const written = new WeakMap();

/** Sets attributes that differ from those written last; null removes one. */
export function write(element, attributes) {
  let last = written.get(element);
  if (!last) written.set(element, (last = new Map()));
  for (const name in attributes) {
    const value = attributes[name];
    if (last.get(name) === value) continue;
    last.set(name, value);
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  return element;
}

/** Sets the text if it differs. */
export function writeText(element, text) {
  if (written.get(element)?.get('#text') === text) return element;
  write(element, {});
  written.get(element).set('#text', text);
  element.textContent = text;
  return element;
}

/**
 * A parent's children of one kind, made when needed and hidden when not.
 * @param {Element} parent
 * @param {() => Element} make
 */
export function pool(parent, make = () => svg('path')) {
  const items = [];
  let used = 0;
  return {
    items,
    begin() {
      used = 0;
    },
    next() {
      if (used === items.length) {
        items.push(make());
        parent.append(items[used]);
      }
      const item = items[used];
      used += 1;
      write(item, { display: null });
      return item;
    },
    end() {
      for (let i = used; i < items.length; i += 1) write(items[i], { display: 'none' });
    },
    get used() {
      return used;
    },
  };
}
