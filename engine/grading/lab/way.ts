/** The way to the end: what the learner's side asked of the API server, and how many lines were typed. */
import type { RequestTrace } from '../../apiserver/index.ts';
import type { Cluster } from '../../cluster/index.ts';
import type { Input } from '../../session/index.ts';
import type { Constraint } from '../format/check.ts';
import type { Text } from '../format/common.ts';

/** One request that was granted. `at`: virtual ms since the learner came in. */
export type Asked = { readonly at: number; readonly verb: string; readonly group: string; readonly resource: string; readonly subresource: string; readonly namespace: string; readonly name: string };
export type Way = { readonly asked: readonly Asked[]; readonly commands: number };
export type WayVerdict = { readonly passed: boolean; readonly seen: Text; readonly at: number };

const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);
/** They are created, and nothing comes to be. */
const QUESTIONS = /(?:reviews|bindings)$/;
const CONVERSATIONS = new Set(['exec', 'attach', 'portforward', 'proxy', 'token']);

/** `/apis/apps/v1/namespaces/default/deployments/web/scale?dryRun=All`; undefined: not about objects. */
function placeOf(path: string): Omit<Asked, 'at' | 'verb'> | undefined {
  const match = /^\/(?:api\/[^/]+|apis\/([^/]+)\/[^/]+)\/(?:watch\/)?(?:namespaces\/([^/?]+)\/(?=[^/?]))?([^/?]+)(?:\/([^/?]+))?(?:\/([^/?]+))?/.exec(path);
  if (match === null) return undefined;
  const [, group = '', namespace = '', resource = '', name = '', subresource = ''] = match;
  // Parts of the namespace itself look like something in it.
  if (namespace !== '' && (resource === 'status' || resource === 'finalize')) return { group, namespace, resource: 'namespaces', name: namespace, subresource: resource };
  return { group, namespace, resource, name, subresource };
}

/** Listens until it is told to stop. Parts of the cluster ask with a user of their own; whoever else asks is on the learner's side. */
export function watchWay(cluster: Pick<Cluster, 'api' | 'clock'>): { readonly asked: readonly Asked[]; stop(): void } {
  const from = cluster.clock.now;
  const asked: Asked[] = [];
  const stop = cluster.api.onRequest((trace) => { const one = askedOf(trace, from); if (one !== undefined) asked.push(one); });
  return { asked, stop };
}

function askedOf({ own, code, verb, path, time }: RequestTrace, from: number): Asked | undefined {
  if (own || code >= 400 || /[?&]dryRun=All/.test(path)) return undefined;
  const place = placeOf(path);
  return place === undefined ? undefined : { at: time - from, verb, ...place };
}

const full = ({ resource, group, subresource }: Asked): readonly string[] => {
  const part = subresource === '' ? '' : `/${subresource}`;
  return group === '' ? [`${resource}${part}`] : [`${resource}${part}`, `${resource}.${group}${part}`];
};
const isWrite = ({ verb, resource, subresource }: Asked): boolean => WRITES.has(verb) && !QUESTIONS.test(resource) && !CONVERSATIONS.has(subresource);
/** A pattern without a part means the objects; their parts are written out: pods/exec. */
const hits = (asked: Asked, { verbs, resources, namespaces, names }: NonNullable<Constraint['forbid']>): boolean =>
  verbs.some((verb) => verb === asked.verb) && (resources.includes('*') || full(asked).some((name) => resources.includes(name)))
  && (namespaces?.includes(asked.namespace) ?? true) && (names?.includes(asked.name) ?? true);

const ZH_VERBS: { readonly [verb: string]: string } = { create: '创建', update: '更新', patch: '修改', delete: '删除', deletecollection: '批量删除', get: '读取', list: '列出', watch: '监视' };
const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
const objectOf = ({ resource, subresource, namespace, name }: Asked): string => `${resource}${subresource === '' ? '' : `/${subresource}`}${name === '' ? '' : ` ${namespace === '' ? '' : `${namespace}/`}${name}`}`;

function told(asked: readonly Asked[]): Text {
  const shown = asked.slice(0, 3);
  const more = asked.length - shown.length;
  return {
    en: `${shown.map((one) => `after ${seconds(one.at)}: ${one.verb} ${objectOf(one)}`).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    zh: `${shown.map((one) => `第 ${seconds(one.at)}：${ZH_VERBS[one.verb] ?? one.verb} ${objectOf(one)}`).join('；')}${more > 0 ? `；另有 ${more} 次` : ''}。`,
  };
}

export function judgeWay(constraint: Constraint, { asked, commands }: Way): WayVerdict {
  const { forbid, maxCommands, maxWrites } = constraint;
  if (forbid !== undefined) {
    const found = asked.filter((one) => hits(one, forbid));
    if (found.length > 0) return { passed: false, seen: told(found), at: found[0]?.at ?? 0 };
    return { passed: true, seen: { en: 'No such request reached the API server.', zh: 'API server 没有收到过这样的请求。' }, at: 0 };
  }
  if (maxCommands !== undefined) {
    return { passed: commands <= maxCommands, at: 0, seen: { en: `${commands} command lines were typed, at most ${maxCommands} are allowed.`, zh: `共输入了 ${commands} 行命令，最多 ${maxCommands} 行。` } };
  }
  const writes = asked.filter(isWrite);
  const limit = maxWrites ?? 0;
  return { passed: writes.length <= limit, at: writes[limit]?.at ?? 0, seen: {
    en: `${writes.length} requests changed something, at most ${limit} may.`, zh: `共有 ${writes.length} 个请求改动了集群，最多允许 ${limit} 个。` } };
}

/** Blank lines are no commands. */
export const commandsIn = (inputs: readonly Input[]): number => inputs.filter((input) => input.type === 'line' && input.text.trim() !== '').length;

/** How much of what a constraint allows is used up: requests that it forbids, commands, changes. */
export function usedOf({ forbid, maxCommands, maxWrites }: Constraint, { asked, commands }: Way): { readonly used: number; readonly limit: number } {
  if (forbid !== undefined) return { used: asked.filter((one) => hits(one, forbid)).length, limit: 0 };
  if (maxCommands !== undefined) return { used: commands, limit: maxCommands };
  return { used: asked.filter(isWrite).length, limit: maxWrites ?? 0 };
}
