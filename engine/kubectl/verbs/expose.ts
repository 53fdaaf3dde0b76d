/** `kubectl expose`. @k8s kubectl/pkg/cmd/expose/expose.go; golden cluster/svc-expose */
import type { JsonObject } from '../../base/index.ts';
import { isObject } from '../../base/index.ts';
import { labelsOf, listAt, numberAt, objectAt, stringMapAt, textAt, withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import type { DryRun } from '../print/printer.ts';
import { Failure, collect, fail, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { withLastApplied } from '../resources/lastApplied.ts';
import { overrideFlags, withOverrides } from '../resources/overrides.ts';
import { parseLabelList } from '../resources/labelList.ts';
import { recorded, recordFlag } from '../resources/record.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { serviceObject } from '../resources/serviceObject.ts';
import { createObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const MAX_NAME = 63;

export const expose: Verb = {
  name: 'expose',
  usage: 'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  about: 'Create a service for the pods of a workload',
  flags: [
    ...printFlags, ...fileFlags('to expose'), ...overrideFlags, dryRunFlag, fieldManagerFlag('kubectl-expose'), recordFlag,
    { name: 'cluster-ip', type: 'string', about: 'The address, or None for a headless service' },
    { name: 'external-ip', type: 'string', about: 'A further address of the service' },
    { name: 'labels', short: 'l', type: 'string', about: 'Labels of the service' },
    { name: 'load-balancer-ip', type: 'string', about: 'Address of the load balancer' },
    { name: 'name', type: 'string', about: 'Name of the service; by default that of the object' },
    { name: 'port', type: 'string', about: 'Port of the service; by default those of the object' },
    { name: 'protocol', type: 'string', about: 'TCP, UDP or SCTP' },
    { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
    { name: 'selector', type: 'string', about: 'Labels of the pods; by default those that the object selects' },
    { name: 'session-affinity', type: 'string', about: 'None or ClientIP' },
    { name: 'target-port', type: 'string', about: "Name or number of the container's port" },
    { name: 'type', type: 'string', about: 'ClusterIP, NodePort, LoadBalancer or ExternalName' },
  ],
  *run(context) {
    const dryRun = dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), selector: '', flatten: true });
    const [problem] = problems;
    if (problem !== undefined && infos.length === 0) throw new Failure(problem);
    const failed: Problem[] = [];
    const settings = settingsOf(context);
    for (const info of infos) collect(failed, () => exposeOne(context, info, dryRun, settings));
    return finish(context, [...failed, ...problems]);
  },
};

/** What the first object gave stays for the ones after it, as upstream's options do. */
type Settings = { selector: string; ports: readonly string[]; labels: string };
const settingsOf = ({ flags }: KubectlContext): Settings =>
  ({ selector: flags.text('selector'), ports: flags.text('port') === '' ? [] : flags.text('port').split(','), labels: flags.text('labels') });
const labelList = (labels: { readonly [key: string]: string }): string => Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');

function exposeOne(context: KubectlContext, info: Info, dryRun: DryRun, settings: Settings): void {
  const { flags } = context;
  const source = sourceOf(info);
  if (settings.selector === '') settings.selector = labelList(introspected(source));
  if (settings.ports.length === 0) settings.ports = [...new Set(source.ports.map(([number]) => number))];
  if (settings.ports.length === 0 && flags.text('cluster-ip') !== 'None') fail("couldn't find port via --port flag or introspection");
  if (settings.labels === '') settings.labels = labelList(labelsOf(info.object));
  if (settings.selector === '') fail('selector must be specified');
  const protocols: Record<string, string[]> = {};
  for (const [port, protocol] of source.ports) (protocols[port] ??= []).push(protocol);
  const service = serviceObject({
    name: flags.text('name') || info.name.slice(0, MAX_NAME), selector: parseLabelList(settings.selector), ports: settings.ports, protocols,
    ...(settings.labels === '' ? {} : { labels: parseLabelList(settings.labels) }),
    protocol: flags.text('protocol'), targetPort: flags.text('target-port'), type: flags.text('type'), clusterIP: flags.text('cluster-ip'),
    externalIP: flags.text('external-ip'), loadBalancerIP: flags.text('load-balancer-ip'), sessionAffinity: flags.text('session-affinity'),
  });
  const made = recorded(context, withOverrides(context, service));
  const printer = createPrinter(context, { operation: operationText('exposed', dryRun), typed: true });
  if (dryRun === 'client') { context.out(printer(context.namespaceGiven ? withField(made, ['metadata', 'namespace'], context.namespace) : made)); return; }
  const object = flags.on('save-config') ? withLastApplied(made) : made;
  const resource = context.discovery.resource('services');
  const created = createObject(context, { resource, namespace: context.namespace, name: textAt(object, 'metadata', 'name'), object, source: '' }, { dryRun, manager: flags.text('field-manager') });
  context.out(printer(created));
}

function introspected(source: Source): { readonly [key: string]: string } {
  try { return source.selector(); }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    return fail(`couldn't retrieve selectors via --selector flag or introspection: ${error.message}`);
  }
}

type Source = { readonly selector: () => { readonly [key: string]: string }; /** Port and protocol. */ readonly ports: readonly (readonly [string, string])[] };

const containerPorts = (spec: JsonObject): (readonly [string, string])[] => listAt(spec, 'containers').flatMap((container) =>
  listAt(container, 'ports').map((port) => [String(numberAt(port, 'containerPort')), textAt(port, 'protocol') || 'TCP'] as const));

/** @k8s kubectl/pkg/polymorphichelpers mapbasedselectorforobject.go, portsforobject.go, protocolsforobject.go */
function sourceOf({ object, resource }: Info): Source {
  switch (resource.kind) {
    case 'Pod':
      return { ports: containerPorts(objectAt(object, 'spec')), selector: () => (Object.keys(labelsOf(object)).length === 0 ? fail('the pod has no labels and cannot be exposed') : labelsOf(object)) };
    case 'Service': {
      const selector = stringMapAt(object, 'spec', 'selector');
      return {
        ports: listAt(object, 'spec', 'ports').map((port) => [String(numberAt(port, 'port')), textAt(port, 'protocol') || 'TCP'] as const),
        selector: () => (Object.keys(selector).length === 0 ? fail('the service has no pod selector set') : selector),
      };
    }
    case 'ReplicationController': return { ports: containerPorts(objectAt(object, 'spec', 'template', 'spec')), selector: () => stringMapAt(object, 'spec', 'selector') };
    case 'Deployment': case 'ReplicaSet':
      return { ports: containerPorts(objectAt(object, 'spec', 'template', 'spec')), selector: () => mapSelector(object, resource.kind) };
    default: return fail(`cannot expose a ${resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`}`);
  }
}

function mapSelector(object: JsonObject, kind: string): { readonly [key: string]: string } {
  const labels = stringMapAt(object, 'spec', 'selector', 'matchLabels');
  if (Object.keys(labels).length === 0) fail(`invalid ${kind.toLowerCase()}: no selectors, therefore cannot be exposed`);
  const expressions = listAt(object, 'spec', 'selector', 'matchExpressions').filter(isObject);
  if (expressions.length > 0) {
    const shown = expressions.map((each) => `{Key:${textAt(each, 'key')} Operator:${textAt(each, 'operator')} Values:[${listAt(each, 'values').join(' ')}]}`);
    fail(`couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`);
  }
  return labels;
}
