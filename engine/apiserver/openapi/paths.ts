/** The paths of a kind with all their operations. @k8s apiserver/pkg/endpoints/installer.go */
import type { KindDefinition, Subresource } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { isDeletedShown } from '../verbs/deletedShown.ts';
import { capital, groupWord, tagOf, versionWord } from './names.ts';
import { ANY, PATCHES, pathItem, STREAMS, type Operation } from './operation.ts';
import { CONNECT, DELETE, DELETE_MANY, LIST, WRITE, type ParameterName } from './parameters.ts';
import type { Dialect } from './schemas.ts';

/** What operations of one place have in common. */
type Place = { readonly kind: KindDefinition; readonly definition: string; readonly parameters: readonly ParameterName[]; readonly namespaced: boolean };
const PRETTY = 'pretty';

const idOf = ({ kind, namespaced }: Place, verb: string, end = '', middle = ''): string =>
  `${verb}${groupWord(kind.group)}${versionWord(kind.version)}${middle}${namespaced ? 'Namespaced' : ''}${kind.kind}${end}`;

const CONSUMES: { readonly [method: string]: Pick<Operation, 'codes'> } = { post: { codes: ['200', '201', '202'] }, put: { codes: ['200', '201'] }, patch: { codes: ['200', '201'] } };

function base(place: Place, method: string, id: string, action: string, own: readonly ParameterName[]): Omit<Operation, 'answer'> {
  const { group, version } = place.kind;
  return { method, id, action, tag: tagOf(group, version), kind: place.kind, parameters: [...place.parameters, ...own], ...CONSUMES[method], refuses: isOwn(place.kind) };
}
/** Served by the API server itself. */
const isOwn = ({ group }: KindDefinition): boolean => group !== 'metrics.k8s.io';

const has = (kind: KindDefinition, verb: KindDefinition['verbs'][number]): boolean => kind.verbs.includes(verb);
const patchesOf = ({ custom }: KindDefinition): readonly string[] =>
  (custom === undefined ? PATCHES : PATCHES.filter((type) => type !== 'application/strategic-merge-patch+json'));

function collection(place: Place, end: string): Operation[] {
  const { kind, definition } = place;
  const listed: Operation = { ...base(place, 'get', idOf(place, 'list', end), 'list', [PRETTY, ...LIST]), answer: `${definition}List`, produces: STREAMS };
  const out: Operation[] = has(kind, 'list') ? [listed] : [];
  if (end !== '') return out;
  if (has(kind, 'create')) out.push({ ...base(place, 'post', idOf(place, 'create'), 'post', [PRETTY, ...WRITE]), answer: definition, body: { definition } });
  if (has(kind, 'deletecollection')) {
    out.push({
      ...base(place, 'delete', idOf(place, 'delete', '', 'Collection'), 'deletecollection', [PRETTY, ...DELETE_MANY]),
      answer: 'meta.v1.Status', body: { definition: 'meta.v1.DeleteOptions', optional: true },
    });
  }
  return out;
}

function one(place: Place, end: string, verbs: readonly string[], subject: Operation['kind'], definition: string): Operation[] {
  const about = { ...(subject === undefined ? {} : { kind: subject }), answer: definition };
  const out: Operation[] = [];
  if (verbs.includes('get')) out.push({ ...base(place, 'get', idOf(place, 'read', end), 'get', [PRETTY]), ...about });
  if (verbs.includes('update')) out.push({ ...base(place, 'put', idOf(place, 'replace', end), 'put', [PRETTY, ...WRITE]), ...about, body: { definition } });
  if (verbs.includes('create') && end !== '') out.push({ ...base(place, 'post', idOf(place, 'create', end), 'post', [PRETTY, ...WRITE]), ...about, body: { definition } });
  if (verbs.includes('delete') && end === '') {
    out.push({
      ...base(place, 'delete', idOf(place, 'delete'), 'delete', [PRETTY, ...DELETE]), ...about, codes: ['200', '202'],
      answer: isDeletedShown(place.kind) ? definition : 'meta.v1.Status', body: { definition: 'meta.v1.DeleteOptions', optional: true },
    });
  }
  if (verbs.includes('patch')) {
    out.push({ ...base(place, 'patch', idOf(place, 'patch', end), 'patch', [PRETTY, ...WRITE, 'force']), ...about, body: { definition: 'meta.v1.Patch', types: patchesOf(place.kind) } });
  }
  return out;
}

const PROXY_METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

function connect(place: Place, part: Subresource, end: string): Operation[] {
  const methods = part.name === 'proxy' ? PROXY_METHODS : ['get', 'post'];
  const { group, version } = place.kind;
  return methods.map((method) => ({
    method, id: `connect${groupWord(group)}${versionWord(version)}${capital(method)}${place.namespaced ? 'Namespaced' : ''}${place.kind.kind}${capital(part.name)}${end}`,
    action: 'connect', tag: tagOf(group, version), kind: { group, version, kind: part.kind }, parameters: [...place.parameters, ...CONNECT[part.name] ?? []],
    answer: undefined, produces: ANY,
  }));
}

/** The definition of a subresource's own kind: `autoscaling.v1.Scale`, `policy.v1.Eviction`. */
export const partDefinition = (kind: KindDefinition, part: Subresource): string => {
  if (part.kind === kind.kind) return kind.definition;
  const group = (part.group ?? kind.group).replace(/\.k8s\.io$/, '').split('.')[0] ?? '';
  return `${group === '' ? 'core' : group}.${part.version ?? kind.version}.${part.kind}`;
};

function subresource(dialect: Dialect, place: Place, path: string, part: Subresource): [string, JsonObject][] {
  if (part.name === 'log') {
    const operation = { ...base(place, 'get', idOf(place, 'read', 'Log'), 'get', CONNECT['log'] ?? []), answer: undefined, produces: ['text/plain', 'application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'] };
    return [[path, pathItem(dialect, [operation])]];
  }
  if (part.kind.endsWith('Options')) {
    const item = (end: string, more: readonly string[]): JsonObject => pathItem(dialect, connect({ ...place, parameters: [...place.parameters, ...more] }, part, end));
    return [[path, item('', [])], ...(part.name === 'proxy' ? [[`${path}/{path}`, item('WithPath', ['{path}'])] as [string, JsonObject]] : [])];
  }
  const subject = { group: part.group ?? place.kind.group, version: part.version ?? place.kind.version, kind: part.kind };
  return [[path, pathItem(dialect, one(place, capital(part.name), part.verbs, subject, partDefinition(place.kind, part)))]];
}

/** The deprecated paths that only watch. */
function watchPaths(dialect: Dialect, place: Place, root: string, tail: string): [string, JsonObject][] {
  const { kind } = place;
  const watch = (where: Place, action: string, id: string): JsonObject =>
    pathItem(dialect, [{ ...base(where, 'get', id, action, [PRETTY, ...LIST]), answer: 'meta.v1.WatchEvent', produces: STREAMS }]);
  const many = { ...place, parameters: place.parameters.filter((name) => name !== '{name}') };
  const all = { ...many, namespaced: false, parameters: [] };
  return [
    ...(place.namespaced ? [[`${root}/watch/${kind.plural}`, watch(all, 'watchlist', idOf(all, 'watch', 'ListForAllNamespaces'))] as [string, JsonObject]] : []),
    [`${root}/watch/${tail}`, watch(many, 'watchlist', idOf(many, 'watch', 'List'))],
    ...(has(kind, 'get') ? [[`${root}/watch/${tail}/{name}`, watch(place, 'watch', idOf(place, 'watch'))] as [string, JsonObject]] : []),
  ];
}

/** @param definition short name of the kind's schema. */
export function pathsOf(dialect: Dialect, kind: KindDefinition): [string, JsonObject][] {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const tail = kind.namespaced ? `namespaces/{namespace}/${kind.plural}` : kind.plural;
  const path = `${root}/${tail}`;
  const inside: Place = { kind, definition: kind.definition, namespaced: kind.namespaced, parameters: kind.namespaced ? ['{namespace}'] : [] };
  const named: Place = { ...inside, parameters: [...inside.parameters, '{name}'] };
  const everywhere: Place = { ...inside, namespaced: false, parameters: [] };
  const items: [string, JsonObject][] = [
    [path, pathItem(dialect, collection(inside, ''))],
    [`${path}/{name}`, pathItem(dialect, one(named, '', kind.verbs, undefined, kind.definition))],
    ...kind.subresources.flatMap((part) => subresource(dialect, named, `${path}/{name}/${part.name}`, part)),
  ];
  if (kind.namespaced) items.push([`${root}/${kind.plural}`, pathItem(dialect, collection(everywhere, 'ForAllNamespaces'))]);
  if (has(kind, 'watch')) items.push(...watchPaths(dialect, named, root, tail));
  return items.filter(([, item]) => Object.keys(item).length > 0);
}
