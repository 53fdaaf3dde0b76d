/** `kubectl create ingress`. @k8s kubectl/pkg/cmd/create/create_ingress.go */
import type { Ingress, IngressBackend, IngressRule, IngressTLS } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';
import { generatorVerb } from './generator.ts';

/** What comes after the port is not looked at. */
const RULE = /^[\w*.-]*\/.*=[\w-]+:[\w-]+/;

function check(context: KubectlContext): void {
  const { flags } = context;
  const [rules, fallback] = [flags.list('rule'), flags.text('default-backend')];
  if (rules.length === 0 && fallback === '') {
    fail('not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) '
      + 'or a list of rules (which catch specific paths)');
  }
  for (const rule of rules) if (!RULE.test(rule)) fail(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  for (const each of flags.list('annotation')) if (!each.includes('=')) fail(`annotation ${each} is invalid and should be in format key=[value]`);
  if (fallback !== '' && fallback.split(':').length !== 2) fail('default-backend should be in format servicename:serviceport');
}

function backendOf(service: string): IngressBackend {
  const [name = '', port = ''] = service.split(':');
  return { service: { name, port: /^[-+]?\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** `host/path=service:port`; a star at the end makes the path a prefix. */
function rulesOf(rules: readonly string[]): readonly IngressRule[] {
  const byHost = new Map<string, NonNullable<IngressRule['http']>['paths'][number][]>();
  for (const rule of rules) {
    const [target = ''] = rule.split(',');
    const slash = target.indexOf('/');
    const [host, [where = '', service = '']] = [target.slice(0, slash), target.slice(slash + 1).split('=')];
    const prefix = where.endsWith('*');
    const paths = byHost.get(host) ?? [];
    paths.push({ path: `/${prefix ? where.slice(0, -1) : where}`, pathType: prefix ? 'Prefix' : 'Exact', backend: backendOf(service) });
    byHost.set(host, paths);
  }
  return [...byHost].map(([host, paths]) => ({ ...(host === '' ? {} : { host }), http: { paths } }));
}

/** A host is in the list once; hosts with the same secret stand together. */
function tlsOf(rules: readonly string[]): readonly IngressTLS[] {
  const seen = new Set<string>();
  const bySecret: { readonly secret: string; readonly hosts: string[] }[] = [];
  for (const rule of rules) {
    const parts = rule.split(',');
    const host = rule.split('/')[0] ?? '';
    if (parts.length !== 2 || seen.has(host)) continue;
    const secret = (parts[1] ?? '').split('=')[1] ?? '';
    seen.add(host);
    const known = bySecret.find((each) => each.secret === secret);
    if (known !== undefined) known.hosts.push(host);
    else if (host !== '' || secret !== '') bySecret.push({ secret, hosts: host === '' ? [] : [host] });
  }
  return bySecret.map(({ secret, hosts }) => ({ ...(hosts.length === 0 ? {} : { hosts }), ...(secret === '' ? {} : { secretName: secret }) }));
}

function ingressOf(context: KubectlContext, name: string): JsonObject {
  check(context);
  const { flags } = context;
  const [className, fallback, rules] = [flags.text('class'), flags.text('default-backend'), flags.list('rule')];
  const annotations = Object.fromEntries(flags.list('annotation').map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
  const tls = tlsOf(rules);
  const ingress: Ingress = {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress',
    metadata: { name, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      ...(className === '' ? {} : { ingressClassName: className }), ...(fallback === '' ? {} : { defaultBackend: backendOf(fallback) }),
      ...(rules.length === 0 ? {} : { rules: rulesOf(rules) }), ...(tls.length === 0 ? {} : { tls }),
    },
    status: { loadBalancer: {} },
  };
  return ingress as unknown as JsonObject; // API objects are plain JSON
}

export const createIngress = generatorVerb({
  name: 'ingress', aliases: ['ing'], usage: 'ingress NAME --rule=host/path=service:port[,tls[=secret]] ', about: 'Create an ingress',
  failure: 'failed to create ingress: ',
  flags: [
    { name: 'annotation', type: 'array', about: 'An annotation of the ingress, as key=value' },
    { name: 'class', type: 'string', about: 'The class of the ingress' },
    { name: 'default-backend', type: 'string', about: 'Where requests go that no rule matches, as service:port' },
    { name: 'rule', type: 'array', about: 'A rule, as host/path=service:port[,tls[=secret]]' },
  ],
  build: ingressOf,
});
