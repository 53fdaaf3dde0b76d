/** From a field's path in an error message to its place in the text. */
import { isObject } from '@site/engine/base/index.ts';
import type { Json, Position, Positions } from '@site/engine/base/index.ts';

export type Path = readonly (string | number)[];
export type Places = { readonly find: (path: Path, part: 'key' | 'value', root: Path) => Position };

/** Keys, `[2]` and `[some.key]`. */
const steps = (text: string): readonly string[] => [...text.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, inner, name]) => inner ?? name ?? '');

/** Go's word for a JSON value, as decoding errors have it. */
function goWord(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}

function walk(value: Json | undefined, names: readonly string[], found: Path, type: string | undefined): Path | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return type === undefined || goWord(value) === type ? found : undefined;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (/^\d+$/.test(name)) return walk(list[Number(name)], rest, [...found, Number(name)], type);
    // Without an index: the first item that has the fault.
    for (const [index, item] of list.entries()) {
      const inside = walk(item, names, [...found, index], type);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (isObject(value)) {
    // A key may have dots of its own; a path ends where the text has nothing more.
    const joined = names.findIndex((_, end) => names.slice(0, end + 1).join('.') in value);
    if (joined >= 0) { const key = names.slice(0, joined + 1).join('.'); return walk(value[key], names.slice(joined + 1), [...found, key], type); }
  }
  // In lists without indices the next item may have it.
  return type === undefined ? [...found, name, ...rest] : undefined;
}

/** @param type Go's word for the value that stands there; only decoding errors know it. */
export function pathOf(field: string, object: Json, type?: string): Path {
  const names = steps(field);
  const wanted = type === undefined || type === '' ? undefined : type;
  return walk(object, names, [], wanted) ?? walk(object, names, [], undefined) ?? names;
}

export function createPlaces(positions: Positions): Places {
  const at = (path: Path, part: 'key' | 'value'): Position | undefined => (part === 'key'
    ? positions.key(0, path) ?? positions.value(0, path) : positions.value(0, path) ?? positions.key(0, path));
  return {
    /** What is not there is shown where it should be: at the key of what should hold it, at the object's kind in the end. */
    find(path, part, root) {
      const whole = at(path, part);
      if (whole !== undefined) return whole;
      for (let length = path.length - 1; length > root.length; length--) {
        const above = at(path.slice(0, length), 'key');
        if (above !== undefined) return above;
      }
      return at([...root, 'kind'], 'key') ?? at(root, 'value') ?? { line: 1, column: 1 };
    },
  };
}
