/** One check against the present state of a cluster: holds or not, and what was seen. */
import { ALL_KINDS, type KindDefinition, type KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Client } from '../../client/index.ts';
import type { ObjectRef, Text } from '../format/common.ts';
import type { Check } from '../format/lab.ts';
import { compileCel, type CelProgram } from './cel.ts';
import { mismatch } from './match.ts';

export type Verdict = { readonly holds: boolean; readonly seen: Text };
export type Judge = {
  /** The resource whose changes can change the verdict. */
  readonly kind: KindDefinition;
  readonly judge: (client: Client) => Verdict;
};
export type MadeJudge = { readonly ok: true; readonly judge: Judge } | { readonly ok: false; readonly path: readonly string[]; readonly message: string };

const same = (text: string): Text => ({ en: text, zh: text });

function kindOf(ref: { readonly apiVersion: string; readonly kind: string }): KindDefinition | undefined {
  return (ALL_KINDS as readonly KindDefinition[]).find((k) => k.kind === ref.kind && ref.apiVersion === (k.group === '' ? k.version : `${k.group}/${k.version}`));
}

const hasLabels = (object: KubeObject, labels: { readonly [key: string]: string } | undefined): boolean =>
  Object.entries(labels ?? {}).every(([key, value]) => object.metadata?.labels?.[key] === value);

function find(client: Client, kind: KindDefinition, ref: Omit<ObjectRef, 'apiVersion' | 'kind'>): readonly KubeObject[] {
  const namespace = kind.namespaced ? (ref.namespace ?? 'default') : undefined;
  return client.informer(kind).list(namespace).filter((o) => (ref.name === undefined || o.metadata?.name === ref.name) && hasLabels(o, ref.labels));
}

/** Builds the judge of a check; a wrong kind or expression is the author's error, told with its path in the check. */
export function makeJudge(check: Check): MadeJudge {
  const [field, ref] = check.resource !== undefined ? ['resource', check.resource] as const
    : check.select !== undefined ? ['select', check.select] as const : ['list', check.list as ObjectRef] as const;
  const kind = kindOf(ref);
  if (kind === undefined) {
    const known = (ALL_KINDS as readonly KindDefinition[]).map((k) => `${k.kind} (${k.group === '' ? k.version : `${k.group}/${k.version}`})`).join(', ');
    return { ok: false, path: [field, 'kind'], message: `there is no kind ${ref.kind} in ${ref.apiVersion}; there are ${known}` };
  }
  if (check.resource !== undefined) return { ok: true, judge: { kind, judge: resourceJudge(kind, check.resource as unknown as JsonObject) } };
  const compiled = compileCel(check.expr ?? '', [field === 'select' ? 'object' : 'items']);
  if (!compiled.ok) return { ok: false, path: ['expr'], message: compiled.error };
  const judge = field === 'select' ? selectJudge(kind, ref as ObjectRef, compiled.program) : listJudge(kind, ref as ObjectRef, compiled.program);
  return { ok: true, judge: { kind, judge } };
}

const nothing = (kind: KindDefinition, ref: { readonly name?: string | undefined }): Verdict => ({
  holds: false,
  seen: { en: `There is no ${kind.kind}${ref.name === undefined ? ' that matches' : ` named ${ref.name}`}.`, zh: ref.name === undefined ? `没有符合条件的 ${kind.kind}。` : `没有名为 ${ref.name} 的 ${kind.kind}。` },
});

function resourceJudge(kind: KindDefinition, expected: JsonObject): Judge['judge'] {
  const metadata = (expected['metadata'] ?? {}) as { name?: string; namespace?: string; labels?: { [key: string]: string } };
  const { apiVersion: _a, kind: _k, ...fields } = expected;
  return (client) => {
    const objects = find(client, kind, metadata);
    if (objects.length === 0) return nothing(kind, metadata);
    for (const object of objects) {
      const wrong = mismatch(fields, object as unknown as JsonObject);
      if (wrong === undefined) continue;
      const [expectedText, seenText] = [wrong.expected, wrong.seen].map((v) => (v === undefined ? undefined : JSON.stringify(v)));
      const where = `${kind.kind} ${object.metadata?.name ?? ''}: ${wrong.path}`;
      return { holds: false, seen: {
        en: `${where} is ${seenText ?? 'not set'}, expected ${expectedText}.`, zh: `${where} 是 ${seenText ?? '未设置'}，应为 ${expectedText}。` } };
    }
    return { holds: true, seen: same(objects.map((o) => `${kind.kind} ${o.metadata?.name}`).join(', ')) };
  };
}

function selectJudge(kind: KindDefinition, ref: ObjectRef, program: CelProgram): Judge['judge'] {
  return (client) => {
    const objects = find(client, kind, ref);
    if (objects.length === 0) return nothing(kind, ref);
    for (const object of objects) {
      const result = program.run({ object: object as unknown as JsonObject });
      if (result.ok && result.value === true) continue;
      const name = `${kind.kind} ${object.metadata?.name ?? ''}`;
      const why = result.ok ? '' : ` (${result.error})`;
      return { holds: false, seen: { en: `${name} is not as expected${why}.`, zh: `${name} 与预期不符${why}。` } };
    }
    return { holds: true, seen: same(objects.map((o) => `${kind.kind} ${o.metadata?.name}`).join(', ')) };
  };
}

function listJudge(kind: KindDefinition, ref: ObjectRef, program: CelProgram): Judge['judge'] {
  return (client) => {
    const objects = find(client, kind, ref);
    const result = program.run({ items: objects as unknown as readonly JsonObject[] });
    const names = objects.map((o) => o.metadata?.name).join(', ');
    const why = result.ok ? '' : ` (${result.error})`;
    return { holds: result.ok && result.value === true, seen: {
      en: `${objects.length} × ${kind.kind}${names === '' ? '' : `: ${names}`}${why}.`, zh: `共 ${objects.length} 个 ${kind.kind}${names === '' ? '' : `：${names}`}${why}。` } };
  };
}
