// One immutable state with subscribers, undo and redo; a gesture (a slider being dragged) is one step of the history.

/**
 * @template T
 * @param {T} initial
 */
export function createStore(initial) {
  let present = initial;
  let past = [];
  let future = [];
  let openGesture = null;
  const subscribers = new Set();
  const tell = () => subscribers.forEach((subscriber) => subscriber(present));

  function move(from, to) {
    if (from.length === 0) return false;
    to.push(present);
    present = from.pop();
    openGesture = null;
    tell();
    return true;
  }

  return {
    get: () => present,
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    /** Changes with the same gesture name, until `settle`, are undone together. */
    commit(changes, gesture = null) {
      const next = { ...present, ...changes };
      if (Object.keys(changes).every((key) => Object.is(changes[key], present[key]))) return;
      if (gesture === null || gesture !== openGesture) past.push(present);
      if (past.length > 200) past = past.slice(-200);
      future = [];
      openGesture = gesture;
      present = next;
      tell();
    },
    settle() {
      openGesture = null;
    },
    undo: () => move(past, future),
    redo: () => move(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
  };
}
