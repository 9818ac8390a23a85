// Keys that work anywhere on the page.

const isTyping = (target) => target.matches?.('input[type="text"], textarea');

/** @param {{ undo(): void, redo(): void, open(): void, save(): void, help(): void }} actions */
export function listenToKeys(actions) {
  document.addEventListener('keydown', (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    const act = command ? commandFor(key, event) : event.key === '?' && !isTyping(event.target) ? actions.help : null;
    if (!act) return;
    event.preventDefault();
    act();
  });

  function commandFor(key, { shiftKey, target }) {
    if (key === 's' && !shiftKey) return actions.save;
    if (key === 'o' && !shiftKey) return actions.open;
    if (isTyping(target)) return null; // the field's own undo
    if (key === 'z') return shiftKey ? actions.redo : actions.undo;
    return key === 'y' ? actions.redo : null;
  }
}
