/** What a kustomization does to every object: namespace, names, labels, annotations, replicas, images. @k8s kustomize/api/internal/builtins */
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { field, listAt, nameOf, numberAt, stringMapAt, textAt, withField } from '../objects.ts';
import { fail } from '../problems.ts';
import { annotationFields, changeObject, selectors, templateLabels, withPairs, type FieldSpec } from './fields.ts';
import { CLUSTER_KINDS, kindOf, renamed, wasCalled, type Item } from './item.ts';

export function withNamespace(kustomization: JsonObject, items: readonly Item[]): Item[] {
  const namespace = textAt(kustomization, 'namespace');
  if (namespace === '') return [...items];
  return items.map((item) => {
    const kind = kindOf(item.object);
    if (kind === 'Namespace') return renamed(item, withField(item.object, ['metadata', 'name'], namespace));
    const object = kind === 'RoleBinding' || kind === 'ClusterRoleBinding' ? changeObject(item.object, 'subjects', false, (subject) => inNamespace(subject, namespace)) : item.object;
    return CLUSTER_KINDS.has(kind) ? { ...item, object } : renamed(item, withField(object, ['metadata', 'namespace'], namespace));
  });
}

/** The service account that is in every namespace. */
const inNamespace = (subject: Json | undefined, namespace: string): Json | undefined =>
  (isObject(subject) && textAt(subject, 'kind') === 'ServiceAccount' && textAt(subject, 'name') === 'default' ? { ...subject, namespace } : subject);

const UNNAMED: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

export function withAffixes(kustomization: JsonObject, items: readonly Item[]): Item[] {
  const [prefix, suffix] = [textAt(kustomization, 'namePrefix'), textAt(kustomization, 'nameSuffix')];
  if (prefix === '' && suffix === '') return [...items];
  return items.map((item) => {
    if (UNNAMED.has(kindOf(item.object))) return item;
    const next = renamed(item, withField(item.object, ['metadata', 'name'], `${prefix}${nameOf(item.object)}${suffix}`));
    return { ...next, prefixes: prefix === '' ? item.prefixes : [...item.prefixes, prefix], suffixes: suffix === '' ? item.suffixes : [...item.suffixes, suffix] };
  });
}

const OWN: FieldSpec = { path: 'metadata/labels', create: true };

export function withLabels(kustomization: JsonObject, items: readonly Item[]): Item[] {
  const entries = listAt(kustomization, 'labels').filter(isObject).map((entry) => ({
    pairs: stringMapAt(entry, 'pairs'), selects: entry['includeSelectors'] === true, templates: entry['includeTemplates'] === true,
    more: listAt(entry, 'fields').map((each): FieldSpec & { readonly kind: string } => ({ path: textAt(each, 'path'), create: field(each, 'create') === true, kind: textAt(each, 'kind') })),
  }));
  const common = stringMapAt(kustomization, 'commonLabels');
  const all = Object.keys(common).length === 0 ? entries : [...entries, { pairs: common, selects: true, templates: true, more: [] }];
  return items.map((item) => ({
    ...item,
    object: all.reduce((object, { pairs, selects, templates, more }) => {
      const kind = kindOf(object);
      const extra = more.filter((each) => each.kind === '' || each.kind === kind);
      return withPairs(object, [OWN, ...extra, ...(selects ? selectors(kind) : []), ...(selects || templates ? templateLabels(kind) : [])], pairs);
    }, item.object),
  }));
}

export function withAnnotations(kustomization: JsonObject, items: readonly Item[]): Item[] {
  const pairs = stringMapAt(kustomization, 'commonAnnotations');
  if (Object.keys(pairs).length === 0) return [...items];
  return items.map((item) => ({ ...item, object: withPairs(item.object, annotationFields(kindOf(item.object)), pairs) }));
}

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

export function withReplicas(kustomization: JsonObject, items: readonly Item[]): Item[] {
  return listAt(kustomization, 'replicas').reduce((all: Item[], entry) => {
    const name = textAt(entry, 'name');
    const meant = (item: Item): boolean => SCALED.includes(kindOf(item.object)) && wasCalled(item, name);
    if (!all.some(meant)) fail(`resource with name ${name} does not match a config with the following GVK [${SCALED.map((kind) => `${kind}.[noVer].[noGrp]`).join(' ')}]`);
    return all.map((item) => (meant(item) ? { ...item, object: withField(item.object, ['spec', 'replicas'], numberAt(entry, 'count')) } : item));
  }, [...items]);
}

type Image = { readonly name: string; readonly newName: string; readonly newTag: string; readonly tagSuffix: string; readonly digest: string };

export function withImages(kustomization: JsonObject, items: readonly Item[]): Item[] {
  const images = [...listAt(kustomization, 'images'), ...listAt(kustomization, 'imageTags')].map((each): Image => ({
    name: textAt(each, 'name'), newName: textAt(each, 'newName'), newTag: textAt(each, 'newTag'), tagSuffix: textAt(each, 'tagSuffix'), digest: textAt(each, 'digest'),
  }));
  if (images.length === 0) return [...items];
  const shown = (image: string): string => images.reduce(imageWith, image);
  return items.map((item) => (kindOf(item.object) === 'CustomResourceDefinition' ? item : { ...item, object: inContainers(item.object, shown) as JsonObject })); // an object stays one
}

/** Containers are found by the name of their list, wherever it is. @k8s kustomize/api/filters/imagetag/legacy.go */
function inContainers(value: Json, shown: (image: string) => string): Json {
  if (isList(value)) return value.map((each) => inContainers(each, shown));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => {
    const inner = inContainers(each ?? null, shown);
    if ((key !== 'containers' && key !== 'initContainers') || !isList(inner)) return [key, inner];
    return [key, inner.map((one) => (isObject(one) && typeof one['image'] === 'string' ? { ...one, image: shown(one['image']) } : one))];
  }));
}

/** @k8s kustomize/api/internal/image/image.go Split, IsImageMatched */
function imageWith(image: string, { name, newName, newTag, tagSuffix, digest }: Image): string {
  const at = image.indexOf('@');
  const [tagged, oldDigest] = at < 0 ? [image, ''] : [image.slice(0, at), image.slice(at + 1)];
  const colon = tagged.lastIndexOf(':');
  const [own, oldTag] = colon > tagged.lastIndexOf('/') ? [tagged.slice(0, colon), tagged.slice(colon + 1)] : [tagged, ''];
  if (own !== name) return image;
  const replaced = newTag !== '' || digest !== '';
  const [tag, sum] = replaced ? [newTag, digest] : tagSuffix !== '' ? [`${oldTag}${tagSuffix}`, ''] : [oldTag, oldDigest];
  return `${newName || own}${tag === '' ? '' : `:${tag}`}${sum === '' ? '' : `@${sum}`}`;
}
