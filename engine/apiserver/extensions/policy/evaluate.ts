/** Running the expressions of policies and webhooks. @k8s apiserver/pkg/admission/plugin/cel/{activation,condition,composition}.go */
import { apiVersionOf, type KubeObject, type MatchCondition, type Namespace, type Variable } from '../../../api/index.ts';
import type { Json } from '../../../base/index.ts';
import { authorizerValue, CelError, celValue, compileCel, resourceCheckValue, type AccessQuestion, type CelCompiled, type CelResult } from '../../../cel/index.ts';
import { attributes as question } from '../../authz/attributes.ts';
import type { Attributes } from '../../admission/types.ts';
import type { ServerContext } from '../../context.ts';
import { namespaceOf } from './match.ts';
import { policyVariables, type PolicyScope } from './types.ts';

/** What an expression runs on. */
export type Situation = { readonly [name: string]: unknown };
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };

/** Compiled once for each policy object and expression. */
const programs = new WeakMap<object, Map<string, CelCompiled>>();

function programOf(owner: object, expression: string, scope: PolicyScope): CelCompiled {
  const known = programs.get(owner) ?? new Map<string, CelCompiled>();
  programs.set(owner, known);
  const key = `${scope.authorizer === true} ${expression}`;
  let found = known.get(key);
  if (found === undefined) { found = compileCel(expression, policyVariables(scope)); known.set(key, found); }
  return found;
}

export function evaluate(owner: object, expression: string, scope: PolicyScope, situation: Situation): Outcome {
  const compiled = programOf(owner, expression, scope);
  if (!compiled.ok) return { ok: false, error: `compilation error: compilation failed: ${compiled.error}` };
  const result = compiled.program.run(situation);
  return result.ok ? result : { ok: false, error: `expression '${expression}' resulted in error: ${result.error}` };
}

/** @param params undefined: the policy has none. */
export function situationOf(context: ServerContext, attributes: Attributes, object: KubeObject | undefined, params: KubeObject | null | undefined): Situation {
  const { namespace, kind, old } = attributes;
  const space = namespace === undefined || kind.kind === 'Namespace' ? undefined : namespaceOf(context, namespace);
  return {
    object: celValue((shaped(attributes, object) ?? null) as Json), oldObject: celValue((shaped(attributes, old) ?? null) as Json), // objects are JSON
    request: celValue(requestOf(attributes)), namespaceObject: celValue(space === undefined ? null : namespaceView(space)),
    params: celValue((params ?? null) as Json), authorizer: authorizerOf(context, attributes), // objects are JSON
  };
}

/** What the path shows: a scale, not its workload. */
function shaped({ subresource }: Attributes, object: KubeObject | undefined): KubeObject | undefined {
  if (subresource !== 'scale' || object === undefined) return object;
  const { metadata, spec, status } = object as KubeObject & { readonly spec?: { readonly replicas?: number }; readonly status?: { readonly replicas?: number } };
  return { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata, spec: { replicas: spec?.replicas ?? 0 }, status: { replicas: status?.replicas ?? 0 } } as KubeObject;
}

function requestOf({ kind, form, operation, namespace = '', name, subresource = '', user, dryRun }: Attributes): Json {
  const gvk = subresource === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : form ?? { group: kind.group, version: kind.version, kind: kind.kind };
  const gvr = { group: kind.group, version: kind.version, resource: kind.plural };
  return {
    kind: gvk, resource: gvr, subResource: subresource, requestKind: gvk, requestResource: gvr, requestSubResource: subresource, name, namespace, operation,
    userInfo: { username: user.name, uid: user.uid ?? '', groups: user.groups, extra: {} }, dryRun, options: null,
  };
}

function namespaceView({ metadata = {}, spec, status }: Namespace): Json {
  const { name, labels, annotations, uid, creationTimestamp, generation, resourceVersion, finalizers } = metadata;
  return { metadata: { name, labels: labels ?? {}, annotations: annotations ?? {}, UID: uid, creationTimestamp, generation, resourceVersion, finalizers: finalizers ?? [] }, spec, status } as unknown as Json; // JSON throughout
}

function authorizerOf(context: ServerContext, { user, kind, subresource = '', namespace = '', name }: Attributes): object {
  const ask = ({ serviceAccount, verb, path, group, resource, ...rest }: AccessQuestion): { readonly allowed: boolean; readonly reason: string } => {
    const who = serviceAccount === undefined ? user : {
      name: `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${serviceAccount.namespace}`, 'system:authenticated'],
    };
    return context.authorizer.decide(question({ user: who, verb, ...(path === undefined ? {} : { path }), ...(group === undefined ? {} : { group }),
      ...(resource === undefined ? {} : { resource }), subresource: rest.subresource ?? '', namespace: rest.namespace ?? '', name: rest.name ?? '' }));
  };
  const here = { group: kind.group, resource: kind.plural, subresource, namespace, name };
  return Object.assign(authorizerValue(ask), { requestResource: resourceCheckValue(ask, here) });
}

/** `variables.x`, each worked out when it is first read. */
export function withVariables(owner: object, variables: readonly Variable[], scope: PolicyScope, situation: Situation): Situation {
  if (variables.length === 0) return situation;
  const values: Record<string, unknown> = {};
  const all: Situation = { ...situation, variables: values };
  variables.forEach(({ name, expression }, index) => {
    let result: CelResult | undefined;
    Object.defineProperty(values, name, { enumerable: true, configurable: true, get() {
      if (result === undefined) {
        const compiled = programOf(owner, expression, { ...scope, authorizer: true, variables: variables.slice(0, index) });
        result = compiled.ok ? compiled.program.run(all) : { ok: false, error: compiled.error };
      }
      if (!result.ok) throw new CelError(`composited variable ${JSON.stringify(name)} fails to evaluate: ${result.error}`);
      return result.value;
    } });
  });
  return all;
}

/** False if one condition is; an error only if none is false. @k8s webhook/matchconditions/matcher.go */
export function conditionsHold(owner: object, conditions: readonly MatchCondition[], scope: PolicyScope, situation: Situation): { readonly matches: boolean; readonly error?: string } {
  const errors: string[] = [];
  for (const { expression } of conditions) {
    const result = evaluate(owner, expression, { ...scope, authorizer: true }, situation);
    if (!result.ok) errors.push(result.error);
    else if (result.value !== true) return { matches: false };
  }
  if (errors.length === 0) return { matches: true };
  return { matches: false, error: errors.length === 1 ? errors[0] ?? '' : `[${errors.join(', ')}]` };
}

export const kindText = (kind: { readonly group: string; readonly version: string; readonly kind: string }): string => `${apiVersionOf(kind)}, Kind=${kind.kind}`;
