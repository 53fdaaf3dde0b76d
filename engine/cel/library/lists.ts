/** Lists and sets. @k8s apiserver/pkg/cel/library/lists.go, cel-go ext/{lists,sets}.go */
import { Optional } from '@marcbachmann/cel-js';
import { equal, order } from '../equality.ts';
import { functions, namespace, refuse, whole, type Library } from './library.ts';

type Items = readonly unknown[];

const isSorted = (items: Items): boolean => items.every((item, index) => index === 0 || order(items[index - 1], item) <= 0);
function sum(items: Items): unknown {
  let total: unknown;
  for (const item of items) {
    if (total === undefined) total = item;
    else if (typeof item === 'bigint' && typeof total === 'bigint') total += item;
    else if (typeof item === 'number' && typeof total === 'number') total += item;
    else return refuse('no such overload');
  }
  return total ?? 0n;
}
function extreme(items: Items, sign: number, name: string): unknown {
  if (items.length === 0) return refuse(`${name} called on empty list`);
  return items.reduce((best, item) => (order(item, best) * sign > 0 ? item : best));
}
const flatten = (items: Items, depth: number): unknown[] => items.flatMap((item) => (Array.isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]));
const holds = (items: Items, wanted: unknown): boolean => items.some((item) => equal(item, wanted));

export const lists: Library = (environment) => {
  functions(environment, {
    'list.isSorted(): bool': isSorted,
    'list.sum(): dyn': sum,
    'list.min(): dyn': (items: Items) => extreme(items, -1, 'min'),
    'list.max(): dyn': (items: Items) => extreme(items, 1, 'max'),
    'list.indexOf(dyn): int': (items: Items, wanted: unknown) => BigInt(items.findIndex((item) => equal(item, wanted))),
    'list.lastIndexOf(dyn): int': (items: Items, wanted: unknown) => BigInt(items.findLastIndex((item) => equal(item, wanted))),
    'list.slice(int, int): list': (items: Items, from: bigint, to: bigint) => (from < 0n || to < 0n ? refuse(`cannot slice(${from}, ${to}), negative indexes not supported`)
      : from > to ? refuse(`cannot slice(${from}, ${to}), start index must be less than or equal to end index`)
        : whole(to) > items.length ? refuse(`cannot slice(${from}, ${to}), list is length ${items.length}`) : items.slice(whole(from), whole(to))),
    'list.flatten(): list': (items: Items) => flatten(items, 1),
    'list.flatten(int): list': (items: Items, depth: bigint) => (depth < 0n ? refuse('level must be non-negative') : flatten(items, whole(depth))),
    'list.distinct(): list': (items: Items) => items.filter((item, index) => items.findIndex((other) => equal(other, item)) === index),
    'list.reverse(): list': (items: Items) => [...items].reverse(),
    'list.sort(): list': (items: Items) => [...items].sort(order),
    'list.first(): optional': (items: Items) => (items.length === 0 ? Optional.none() : Optional.of(items[0])),
    'list.last(): optional': (items: Items) => (items.length === 0 ? Optional.none() : Optional.of(items.at(-1))),
  });
  namespace(environment, 'lists', { 'range(int): list': (count: bigint) => Array.from({ length: Math.min(whole(count), 100_000) }, (_, index) => BigInt(index)) });
  namespace(environment, 'sets', {
    'contains(list, list): bool': (items: Items, wanted: Items) => wanted.every((item) => holds(items, item)),
    'equivalent(list, list): bool': (items: Items, wanted: Items) => wanted.every((item) => holds(items, item)) && items.every((item) => holds(wanted, item)),
    'intersects(list, list): bool': (items: Items, wanted: Items) => wanted.some((item) => holds(items, item)),
  });
};
