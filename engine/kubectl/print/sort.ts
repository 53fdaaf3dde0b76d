/** `--sort-by`: Go's `sort.Sort` over the server's order, comparing only the chosen field. */
import { compareQuantity, isList, parseJsonPath, parseQuantity, relaxedJsonPath } from '../../base/index.ts';
import type { Json, JsonObject, JsonPath } from '../../base/index.ts';
import { Failure, fail } from '../problems.ts';
import { goSort } from './goSort.ts';

export function sortPath(spec: string): JsonPath {
  const relaxed = relaxedJsonPath(spec);
  if (!relaxed.ok) return fail(relaxed.error);
  const parsed = parseJsonPath(relaxed.template, { allowMissing: true });
  return parsed.ok ? parsed.path : fail(parsed.error);
}

/** @k8s kubectl/pkg/cmd/get/sorter.go; golden: every `get events --sort-by` */
export function sortObjects<T>(items: readonly T[], spec: string, objectOf: (item: T) => JsonObject): T[] {
  const path = sortPath(spec);
  const keyed = items.map((item) => {
    const found = path.find(objectOf(item));
    if (!found.ok) return fail(found.error);
    return { item, key: found.results[0]?.[0] };
  });
  if (keyed.length > 0 && keyed.every((each) => each.key === undefined)) {
    fail(`couldn't find any field with path ${JSON.stringify(relaxed(spec))} in the list of objects`);
  }
  return goSort(keyed, (a, b) => less(a.key, b.key)).map((each) => each.item);
}

const relaxed = (spec: string): string => { const found = relaxedJsonPath(spec); return found.ok ? found.template : spec; };

function less(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined) return true; // also before another one that lacks it: such rows change places
  if (a === null) return b !== undefined && b !== null;
  if (b === undefined || b === null) return false;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return textLess(a, b);
  if (isList(a) || typeof a === 'object') throw new Failure({ type: 'plain', message: `unsortable type: ${isList(a) ? '[]' : 'map[string]'}interface {}` });
  return typeof b !== 'object' && String(a) < String(b);
}

/** Quantities by their value, other text naturally (`a2` before `a10`). */
function textLess(a: string, b: string): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (left.ok && right.ok) return compareQuantity(left.quantity, right.quantity) < 0;
  return naturalLess(a, b);
}

/** @k8s fvbommel/sortorder NaturalLess */
export function naturalLess(a: string, b: string): boolean {
  let i = 0;
  let j = 0;
  const digit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
  while (i < a.length && j < b.length) {
    const [l, r] = [a[i] ?? '', b[j] ?? ''];
    if (digit(l) !== digit(r)) return digit(l);
    if (!digit(l)) {
      if (l !== r) return l < r;
      i++; j++;
      continue;
    }
    while (a[i] === '0') i++;
    while (b[j] === '0') j++;
    const [startA, startB] = [i, j];
    while (digit(a[i])) i++;
    while (digit(b[j])) j++;
    if (i - startA !== j - startB) return i - startA < j - startB;
    const [numberA, numberB] = [a.slice(startA, i), b.slice(startB, j)];
    if (numberA !== numberB) return numberA < numberB;
    if (startA !== startB) return startA < startB;
  }
  return a.length < b.length;
}
