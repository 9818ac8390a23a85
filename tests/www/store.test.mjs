import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore } from '../../www/state/store.js';

test('undo and redo walk through the commits', () => {
  const store = createStore({ a: 1 });
  store.commit({ a: 2 });
  store.commit({ a: 3 });
  assert.ok(store.undo());
  assert.equal(store.get().a, 2);
  assert.ok(store.undo());
  assert.ok(!store.undo());
  assert.ok(store.redo());
  assert.equal(store.get().a, 2);
  store.commit({ a: 9 });
  assert.ok(!store.canRedo());
});

test('a gesture is one step, until it is settled', () => {
  const store = createStore({ a: 0 });
  for (let a = 1; a <= 50; a += 1) store.commit({ a }, 'drag');
  store.settle();
  store.commit({ a: 99 }, 'drag');
  store.undo();
  assert.equal(store.get().a, 50);
  store.undo();
  assert.equal(store.get().a, 0);
});

test('a change to the same value is none', () => {
  const store = createStore({ a: 1 });
  let told = 0;
  store.subscribe(() => { told += 1; });
  store.commit({ a: 1 });
  assert.equal(told, 0);
  assert.ok(!store.canUndo());
});
