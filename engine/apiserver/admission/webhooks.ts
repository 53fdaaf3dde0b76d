/**
 * Webhooks are matched as upstream does, but none of them can answer: nothing in the cluster speaks HTTPS to the API server.
 * @k8s apiserver/pkg/admission/plugin/webhook/{mutating,validating}/dispatcher.go
 */
import { internalError, type Endpoints, type KubeObject, type MutatingWebhook, type MutatingWebhookConfiguration, type Service, type ValidatingWebhook } from '../../api/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, type Failure, type ServerContext } from '../context.ts';
import { conditionsHold, situationOf } from '../extensions/policy/evaluate.ts';
import { isExempt, namespaceMatches, objectMatches, ruleMatches } from '../extensions/policy/match.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

type Hook = MutatingWebhook | ValidatingWebhook;

function call(context: ServerContext, attributes: Attributes, object: KubeObject | undefined, resource: string): Failure | undefined {
  if (isExempt(attributes)) return undefined;
  for (const stored of context.store.list(resource)) {
    for (const hook of (stored as MutatingWebhookConfiguration).webhooks ?? []) { // the resource tells the type
      const refused = callOne(context, attributes, object, hook);
      if (refused !== undefined) return refused;
    }
  }
  return undefined;
}

function callOne(context: ServerContext, attributes: Attributes, object: KubeObject | undefined, hook: Hook): Failure | undefined {
  if (!(hook.rules ?? []).some((rule) => ruleMatches(context, attributes, rule, hook.matchPolicy))) return undefined;
  if (!namespaceMatches(context, attributes, hook.namespaceSelector, object) || !objectMatches(hook.objectSelector, object, attributes.old)) return undefined;
  const conditions = hook.matchConditions ?? [];
  if (conditions.length > 0) {
    const verdict = conditionsHold(hook, conditions, { hasParams: false }, situationOf(context, attributes, object, undefined));
    if (verdict.error !== undefined && hook.failurePolicy !== 'Ignore') return failed(hook, verdict.error);
    if (!verdict.matches) return undefined;
  }
  if (hook.failurePolicy === 'Ignore') return undefined;
  const { url, reason } = target(context, hook);
  return failed(hook, `failed to call webhook: Post "${url}": ${reason}`);
}

const failed = (hook: Hook, reason: string): Failure => fail(internalError(`failed calling webhook ${JSON.stringify(hook.name)}: ${reason}`));

/** Where it would be called, and why nobody answers. */
function target({ store }: ServerContext, { clientConfig, timeoutSeconds = 10 }: Hook): { readonly url: string; readonly reason: string } {
  const query = `?timeout=${timeoutSeconds}s`;
  const { service } = clientConfig;
  if (service === undefined) {
    const host = /^https:\/\/([^/:]+)/.exec(clientConfig.url ?? '')?.[1] ?? '';
    const address = /^[\d.]+$/.test(host);
    return { url: `${clientConfig.url ?? ''}${query}`, reason: address ? `dial tcp ${host}:443: connect: connection refused` : `dial tcp: lookup ${host}: no such host` };
  }
  const { name, namespace, port = 443 } = service;
  const path = service.path === undefined || service.path === '' ? '/' : service.path;
  const key = keyOf(namespace, name);
  const found = store.get('services', key) as Service | undefined; // the resource tells the type
  const endpoints = store.get('endpoints', key) as Endpoints | undefined; // the resource tells the type
  const alive = (endpoints?.subsets ?? []).some(({ addresses = [] }) => addresses.length > 0);
  const reason = found === undefined ? `service ${JSON.stringify(name)} not found`
    : !alive ? `no endpoints available for service ${JSON.stringify(name)}` : `dial tcp ${found.spec?.clusterIP ?? ''}:${port}: connect: connection refused`;
  return { url: `https://${name}.${namespace}.svc:${port}${path}${query}`, reason };
}

export const mutatingAdmissionWebhook: AdmissionPlugin = {
  name: 'MutatingAdmissionWebhook',
  check: (attributes, object, context) => call(context, attributes, object, 'mutatingwebhookconfigurations.admissionregistration.k8s.io'),
};
export const validatingAdmissionWebhook: AdmissionPlugin = {
  name: 'ValidatingAdmissionWebhook',
  validate: (attributes, object, context) => call(context, attributes, object, 'validatingwebhookconfigurations.admissionregistration.k8s.io'),
};
