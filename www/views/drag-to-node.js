// Carrying chosen layers with the pointer: whatever stands for a machine takes them, `data-pin-node` among the layers
// and `data-node` on the map. Touch chooses by tapping instead,
// so that a finger can scroll the page.

import { html } from '../draw/svg.js';

const STARTS_AFTER_PX = 5;
const nodeOf = ({ dataset }) => Number(dataset.pinNode ?? dataset.node);

/**
 * @param {Element} area  where a drag can start
 * @param {{ pick(element: Element): null | string, takes(nodeIndex: number): boolean, drop(nodeIndex: number): void }} actions
 *   pick says what is carried in words, or null for nothing
 */
export function enableDragToNode(area, { pick, takes, drop }) {
  let from = null;
  let ghost = null;
  let over = null;

  function targetAt({ clientX, clientY }) {
    const target = document.elementFromPoint(clientX, clientY)?.closest('[data-pin-node], [data-node]');
    return target && takes(nodeOf(target)) ? target : null;
  }

  function carry(event) {
    ghost.style.transform = `translate(${event.clientX + 12}px, ${event.clientY + 10}px)`;
    const target = targetAt(event);
    if (target === over) return;
    over?.classList.remove('drop-here');
    target?.classList.add('drop-here');
    over = target;
  }

  function end() {
    ghost?.remove();
    over?.classList.remove('drop-here');
    document.body.classList.remove('carrying');
    from = ghost = over = null;
  }

  area.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    from = { x: event.clientX, y: event.clientY, element: event.target, pointer: event.pointerId };
  });
  area.addEventListener('pointermove', (event) => {
    if (!from || event.pointerId !== from.pointer) return;
    if (!ghost) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < STARTS_AFTER_PX) return;
      const words = pick(from.element);
      if (words === null) {
        from = null;
        return;
      }
      ghost = html('div', { class: 'ghost', 'aria-hidden': 'true' }, words);
      document.body.append(ghost);
      document.body.classList.add('carrying');
      area.setPointerCapture(event.pointerId);
    }
    carry(event);
  });
  area.addEventListener('pointerup', (event) => {
    const target = ghost && targetAt(event);
    if (ghost) swallowClick();
    end();
    if (target) drop(nodeOf(target));
  });
  area.addEventListener('pointercancel', end);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && ghost && end());
}

// The click that follows a drag would choose the layer under the pointer.
function swallowClick() {
  const stop = (event) => event.stopPropagation();
  window.addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 0);
}
