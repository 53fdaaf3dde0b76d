/** The objects of one resource, with the lists that were asked for since the last change. */
import type { KubeObject } from '../api/index.ts';
import { createOrderedKeys } from './orderedKeys.ts';

export type Collection = {
  readonly size: number;
  get(key: string): KubeObject | undefined;
  set(key: string, object: KubeObject): void;
  delete(key: string): void;
  list(namespace: string | undefined): readonly KubeObject[];
  page(prefix: string, after: string, limit: number): readonly KubeObject[];
  count(prefix: string): number;
  entries(): readonly (readonly [string, KubeObject])[];
};

const namespaceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

export function createCollection(): Collection {
  const objects = new Map<string, KubeObject>();
  const keys = createOrderedKeys();
  const lists = new Map<string | undefined, readonly KubeObject[]>();

  const forget = (key: string): void => {
    if (lists.size === 0) return;
    lists.delete(undefined);
    lists.delete(namespaceOf(key));
  };
  const scan = (prefix: string, after: string, visit: (key: string) => boolean): void => {
    keys.from(after > prefix ? after : prefix, (key) => {
      if (!key.startsWith(prefix)) return false;
      return key === after || visit(key);
    });
  };
  const page = (prefix: string, after: string, limit: number): readonly KubeObject[] => {
    const out: KubeObject[] = [];
    scan(prefix, after, (key) => out.push(objects.get(key) as KubeObject) < limit); // keys and objects agree
    return out;
  };
  return {
    get size() { return objects.size; },
    get: (key) => objects.get(key),
    set(key, object) {
      if (!objects.has(key)) keys.add(key);
      objects.set(key, object);
      forget(key);
    },
    delete(key) {
      if (objects.delete(key)) keys.remove(key);
      forget(key);
    },
    list(namespace) {
      const known = lists.get(namespace);
      if (known !== undefined) return known;
      const made = page(namespace === undefined ? '' : `${namespace}/`, '', Infinity);
      lists.set(namespace, made);
      return made;
    },
    page,
    count(prefix) {
      if (prefix === '') return objects.size;
      let found = 0;
      scan(prefix, '', () => { found++; return true; });
      return found;
    },
    entries() {
      const out: (readonly [string, KubeObject])[] = [];
      scan('', '', (key) => { out.push([key, objects.get(key) as KubeObject]); return true; });
      return out;
    },
  };
}
