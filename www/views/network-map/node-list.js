// All nodes in a list, for choosing one by name with the keyboard.

import { html } from '../../draw/svg.js';

/** @param {HTMLElement} container positioned element of the map */
export function createNodeList(container) {
  const select = html('select', { size: '8' });
  const box = html('div', { class: 'map-node-list', hidden: true }, select);
  container.append(box);
  let close = () => {};

  function open(title, nodes, current, choose, back) {
    select.replaceChildren(...nodes.map((node, index) => html('option', { value: index, selected: index === current }, node.label)));
    select.setAttribute('aria-label', `${title} at`);
    box.hidden = false;
    select.focus();
    close = (node) => {
      close = () => {};
      box.hidden = true;
      back();
      if (node !== undefined) choose(node);
    };
  }

  select.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') close(Number(select.value));
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  select.addEventListener('click', (event) => {
    if (event.target instanceof HTMLOptionElement) close(Number(event.target.value));
  });
  select.addEventListener('focusout', () => close());
  return { open };
}
