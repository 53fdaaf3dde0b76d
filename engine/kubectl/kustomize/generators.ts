/** `configMapGenerator` and `secretGenerator`. @k8s kustomize/api/internal/generators, kustomize/api/kv/kv.go */
import { encodeBase64 } from '../../api/index.ts';
import { isObject } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { field, listAt, namespaceOf, nameOf, stringMapAt, textAt } from '../objects.ts';
import { fail } from '../problems.ts';
import type { Folder } from './folder.ts';
import { hadId, newItem, type Item } from './item.ts';

type Kind = 'ConfigMap' | 'Secret';

export function generate(folder: Folder, kustomization: JsonObject, items: readonly Item[]): Item[] {
  const common = field(kustomization, 'generatorOptions');
  let out = [...items];
  for (const kind of ['ConfigMap', 'Secret'] as const) {
    for (const entry of listAt(kustomization, kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator').filter(isObject)) {
      out = place(out, generated(folder, kind, entry, isObject(common) ? common : {}), textAt(entry, 'behavior'));
    }
  }
  return out;
}

function generated(folder: Folder, kind: Kind, entry: JsonObject, common: JsonObject): Item {
  const name = textAt(entry, 'name');
  if (name === '') fail(`a ${kind.toLowerCase()} must have a name`);
  const pairs = new Map([...envPairs(folder, entry), ...filePairs(folder, entry), ...literalPairs(entry)]);
  const data = Object.fromEntries([...pairs].map(([key, value]) => [key, kind === 'Secret' ? wrapped(encodeBase64(value)) : value]));
  const own = field(entry, 'options');
  const merged = (key: string): { [key: string]: string } => ({ ...stringMapAt(common, key), ...stringMapAt(own, key) });
  const flag = (key: string): boolean => field(own, key) === true || field(common, key) === true;
  const [labels, annotations, namespace] = [merged('labels'), merged('annotations'), textAt(entry, 'namespace')];
  const object: JsonObject = {
    apiVersion: 'v1', kind,
    metadata: {
      name, ...(namespace === '' ? {} : { namespace }), ...(Object.keys(labels).length === 0 ? {} : { labels }), ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    ...(pairs.size === 0 ? {} : { data }), ...(kind === 'Secret' ? { type: textAt(entry, 'type') || 'Opaque' } : {}), ...(flag('immutable') ? { immutable: true } : {}),
  };
  return newItem(object, !flag('disableNameSuffixHash'));
}

/** Lines of 70 characters. @k8s kustomize/kyaml/yaml/datamap.go encodeBase64 */
const wrapped = (base64: string): string => (base64.length <= 70 ? base64 : `${(base64.match(/.{1,70}/g) ?? []).join('\n')}\n`);

/** `create`, or with `merge` and `replace` a change of what is there. */
function place(items: Item[], item: Item, behavior: string): Item[] {
  const at = items.findIndex((each) => hadId(each, item.object));
  const known = items[at];
  if (behavior !== 'merge' && behavior !== 'replace') {
    if (known !== undefined) fail(`merging from generator &{}: id resid.ResId{Gvk:resid.Gvk{Group:"", Version:"v1", Kind:${JSON.stringify(textAt(item.object, 'kind'))}, isClusterScoped:false}, `
      + `Name:${JSON.stringify(nameOf(item.object))}, Namespace:${JSON.stringify(namespaceOf(item.object))}} exists; behavior must be merge or replace`);
    return [...items, item];
  }
  if (known === undefined) {
    return fail(`merging from generator &{}: id resid.ResId{Gvk:resid.Gvk{Group:"", Version:"v1", Kind:${JSON.stringify(textAt(item.object, 'kind'))}, isClusterScoped:false}, `
      + `Name:${JSON.stringify(nameOf(item.object))}, Namespace:${JSON.stringify(namespaceOf(item.object))}} does not exist; cannot merge or replace`);
  }
  const both = (...path: string[]): JsonObject => ({ ...stringMapAt(known.object, ...path), ...stringMapAt(item.object, ...path) });
  const [labels, annotations] = [both('metadata', 'labels'), both('metadata', 'annotations')];
  const metadata: JsonObject = {
    ...(isObject(known.object['metadata']) ? known.object['metadata'] : {}), ...(Object.keys(labels).length === 0 ? {} : { labels }), ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
  const object: JsonObject = { ...known.object, ...item.object, metadata, data: behavior === 'merge' ? both('data') : stringMapAt(item.object, 'data') };
  return items.map((each, index) => (index === at ? { ...known, object, hashed: item.hashed || known.hashed } : each));
}

const texts = (entry: JsonObject, key: string): string[] => listAt(entry, key).filter((each): each is string => typeof each === 'string');

function literalPairs(entry: JsonObject): [string, string][] {
  return texts(entry, 'literals').map((literal) => {
    const cut = literal.indexOf('=');
    if (cut <= 0) return fail(`loading KV pairs: literal sources [${texts(entry, 'literals').join(' ')}]: invalid literal source ${literal}, expected key=value`);
    const value = literal.slice(cut + 1);
    return [literal.slice(0, cut), /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value];
  });
}

function filePairs(folder: Folder, entry: JsonObject): [string, string][] {
  const sources = texts(entry, 'files');
  return sources.map((source) => {
    const parts = source.split('=');
    if (parts.length > 2) return fail(`loading KV pairs: file sources: [${sources.join(' ')}]: key names or file paths cannot contain '='`);
    const path = parts[1] ?? parts[0] ?? '';
    return [parts.length === 2 ? parts[0] ?? '' : path.slice(path.lastIndexOf('/') + 1), folder.read(path, `loading KV pairs: file sources: [${sources.join(' ')}]`)];
  });
}

function envPairs(folder: Folder, entry: JsonObject): [string, string][] {
  const sources = [...texts(entry, 'envs'), ...[textAt(entry, 'env')].filter((each) => each !== '')];
  return sources.flatMap((source) => folder.read(source, `loading KV pairs: env source files: [${sources.join(' ')}]`).split(/\r?\n/).map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, string] => { const cut = line.indexOf('='); return cut < 0 ? [line, ''] : [line.slice(0, cut), line.slice(cut + 1)]; }));
}

