/** The variables of a container: the image's, the pod's name, and what the kubelet says, which is the same list for many containers. */

type Variables = readonly (readonly [string, string])[];
/** `given` is shared by all that were given the same; `home` and `terminal` count where nobody else has said it. */
export type EnvironmentSources = { readonly image: Variables; readonly hostname: string; readonly given: Variables; readonly home: string; readonly terminal: string | undefined };

/** Lists that are used again, by name. */
const byName = new WeakMap<Variables, ReadonlyMap<string, string>>();
function indexOf(list: Variables): ReadonlyMap<string, string> {
  let index = byName.get(list);
  if (index === undefined) { index = new Map(list); byName.set(list, index); }
  return index;
}

/** A list that brings a PATH of its own. */
export const saysPath = (list: Variables): boolean => indexOf(list).has('PATH');

function joined({ image, hostname, given, home, terminal }: EnvironmentSources): Map<string, string> {
  const all = new Map(image);
  all.set('HOSTNAME', hostname);
  for (const [name, value] of given) all.set(name, value);
  if (!all.has('HOME')) all.set('HOME', home);
  if (terminal !== undefined && !all.has('TERM')) all.set('TERM', terminal);
  return all;
}

/** A map that is put together only to be walked through, and kept only once it is changed: a namespace with many services has long ones. */
export class ContainerEnvironment implements Map<string, string> {
  private readonly sources: EnvironmentSources;
  private own: Map<string, string> | undefined;

  constructor(sources: EnvironmentSources) { this.sources = sources; }
  private get all(): Map<string, string> { return this.own ?? joined(this.sources); }
  private get changed(): Map<string, string> { return this.own ??= joined(this.sources); }

  get size(): number { return this.all.size; }
  get(name: string): string | undefined {
    if (this.own !== undefined) return this.own.get(name);
    const { image, hostname, given, home, terminal } = this.sources;
    const known = indexOf(given).get(name) ?? (name === 'HOSTNAME' ? hostname : indexOf(image).get(name));
    return known ?? (name === 'HOME' ? home : name === 'TERM' ? terminal : undefined);
  }
  has(name: string): boolean { return this.get(name) !== undefined; }
  set(name: string, value: string): this { this.changed.set(name, value); return this; }
  delete(name: string): boolean { return this.changed.delete(name); }
  clear(): void { this.changed.clear(); }
  forEach(visit: (value: string, key: string, map: Map<string, string>) => void): void { for (const [name, value] of this.all) visit(value, name, this); }
  entries(): ReturnType<Map<string, string>['entries']> { return this.all.entries(); }
  keys(): ReturnType<Map<string, string>['keys']> { return this.all.keys(); }
  values(): ReturnType<Map<string, string>['values']> { return this.all.values(); }
  [Symbol.iterator](): ReturnType<Map<string, string>['entries']> { return this.all.entries(); }
  get [Symbol.toStringTag](): string { return 'Map'; }
}
