import fc from 'fast-check';
import { EventHeap } from './eventHeap.ts';

test('pops by time, ties by order of entry, without what was removed', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean())), (entries) => {
    const heap = new EventHeap<number>();
    const kept: { due: number; value: number }[] = [];
    entries.forEach(([due, remove], value) => {
      const id = heap.push(due, value);
      if (!remove) kept.push({ due, value });
      else if (!heap.remove(id)) throw new Error('a waiting timer could not be removed');
    });
    const popped: number[] = [];
    for (let next = heap.pop(); next !== undefined; next = heap.pop()) popped.push(next.value);
    expect(popped).toEqual(kept.sort((a, b) => a.due - b.due || a.value - b.value).map((x) => x.value));
  }));
});
