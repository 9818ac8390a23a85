// Many small buttons in a drawing: one stop for Tab, arrow keys from one to the next, Enter to choose.

const MOVES = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/**
 * @param {SVGElement} canvas
 * @param {{ move: (from: number, key: string) => number, choose: (at: number) => void, point: (at: number) => void }} acts
 *   `point` is told what has the focus
 */
export function createRoving(canvas, { move, choose, point }) {
  let buttons = [];
  let current = 0;
  const indexOf = (target) => buttons.indexOf(target.closest?.('[role="button"]'));

  function go(to) {
    buttons[current]?.setAttribute('tabindex', -1);
    current = to;
    buttons[current].setAttribute('tabindex', 0);
  }

  canvas.addEventListener('keydown', (event) => {
    const at = indexOf(event.target);
    if (at < 0) return;
    if (MOVES.has(event.key)) {
      event.preventDefault();
      go(move(at, event.key));
      buttons[current].focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(at);
    }
  });
  canvas.addEventListener('focusin', (event) => {
    const at = indexOf(event.target);
    if (at < 0) return;
    go(at);
    point(at);
  });

  return {
    /** The buttons of a new drawing; what had the focus keeps it. */
    take(next) {
      const hadFocus = buttons[current] !== undefined && buttons[current] === document.activeElement;
      buttons = next;
      current = Math.min(current, Math.max(0, next.length - 1));
      buttons.forEach((button, at) => button.setAttribute('tabindex', at === current ? 0 : -1));
      if (hadFocus) buttons[current]?.focus();
    },
  };
}
