/** What a real cluster refused, and in which words; and refusals made of upstream's rules (`from` begins with `rule/`). */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decode, findByKind, formatFieldError, strictError, type FieldError, type KindDefinition, type KubeObject } from './index.ts';

type Manifest = { readonly apiVersion: string; readonly kind: string };
type Case = {
  readonly from: string; readonly manifest: Manifest;
  /** The object as it is stored, if `manifest` replaces it. */
  readonly old?: Manifest;
  readonly errors?: readonly string[]; readonly refusal?: string;
};

function kindOf({ apiVersion, kind }: Manifest): KindDefinition {
  const found = findByKind(apiVersion, kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  return found;
}
/** As the API server goes: decode, default. */
function read(kind: KindDefinition, manifest: Manifest): KubeObject | { readonly refusal: string } {
  const decoded = decode(kind.definition, manifest as never);
  if (!decoded.ok) return { refusal: decoded.error };
  if (decoded.unknown.length > 0) return { refusal: strictError(decoded.unknown) };
  const given = decoded.object as KubeObject;
  return kind.defaults({ ...given, metadata: { ...given.metadata, ...(kind.namespaced ? { namespace: 'default' } : {}) } });
}
const create = (kind: KindDefinition, object: KubeObject): readonly FieldError[] => [...kind.validate(object), ...(kind.validateCreate?.(object) ?? [])];
/** Then prepare and validate. */
function refuse({ manifest, old }: Case): Omit<Case, 'from' | 'manifest'> {
  const kind = kindOf(manifest);
  const [next, before] = [read(kind, manifest), old && read(kind, old)];
  if ('refusal' in next) return { refusal: next.refusal };
  if (before === undefined || 'refusal' in before) return { errors: create(kind, kind.prepareForCreate?.(next) ?? next).map(formatFieldError) };
  const stored = kind.prepareForCreate?.(before) ?? before;
  const prepared = kind.prepareForUpdate?.(next, stored) ?? next;
  const allowed = kind.validateUpdate?.(prepared, stored) ?? [];
  return { errors: [...(kind.updateIsWhole === true ? [] : kind.validate(prepared)), ...allowed].map(formatFieldError) };
}

const folder = path.join(__dirname, 'testdata');
const tables = readdirSync(folder).filter((name) => name.endsWith('refused.json')).sort();
const casesOf = (table: string): readonly Case[] => JSON.parse(readFileSync(path.join(folder, table), 'utf8')) as readonly Case[];

describe.each(tables)('refusals in the words of the recorded cluster: %s', (table) => {
  test.each(casesOf(table).map((item) => [item.from, item] as const))('%s', (_name, item) => {
    const { from: _from, manifest: _manifest, old: _old, ...expected } = item;
    expect(refuse(item)).toEqual(expected);
  });
});
