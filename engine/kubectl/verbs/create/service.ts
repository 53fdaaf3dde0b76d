/** `kubectl create service`. @k8s kubectl/pkg/cmd/create/create_service.go */
import { portNameProblems, portProblems } from '../../../api/index.ts';
import { dns1123SubdomainProblems, type Json, type JsonObject } from '../../../base/index.ts';
import type { FlagSpec } from '../../flags.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { generatorVerb } from './generator.ts';

const tcpFlag: FlagSpec = { name: 'tcp', type: 'strings', about: 'Port and target port, as 80 or 80:8080' };

/** Go's ParseUint with 16 bits. */
function portNumber(text: string): number | { readonly error: string } {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) return { error: `strconv.ParseUint: parsing ${quoted}: invalid syntax` };
  return Number(text) > 65535 ? { error: `strconv.ParseUint: parsing ${quoted}: value out of range` } : Number(text);
}

/** `80`, `80:8080` or `80:http`; what follows a second colon is not looked at. @k8s create_service.go parsePorts */
function portOf(spec: string, nodePort: number): Json {
  const [first = '', second] = spec.split(':');
  const port = portNumber(first);
  if (typeof port !== 'number') return fail(port.error);
  const whole = second !== undefined && /^[-+]?\d+$/.test(second);
  const targetPort = second === undefined ? port : whole ? Number(second) : second;
  const problems = second === undefined ? [] : typeof targetPort === 'number' ? portProblems(targetPort) : portNameProblems(targetPort);
  if (problems.length > 0) fail(problems.join(','));
  return { name: spec.replaceAll(':', '-'), port, protocol: 'TCP', targetPort, ...(nodePort === 0 ? {} : { nodePort }) };
}

function serviceOf(context: KubectlContext, name: string, type: string): JsonObject {
  const { flags } = context;
  const specs = flags.list('tcp');
  const [clusterIP, externalName] = [flags.text('clusterip'), flags.text('external-name')];
  if (specs.length === 0 && clusterIP !== 'None' && type !== 'ExternalName') fail('at least one tcp port specifier must be provided');
  if (type === 'ExternalName' && dns1123SubdomainProblems(externalName).length > 0) fail(`invalid service external name ${externalName}`);
  const ports = specs.map((spec) => portOf(spec, type === 'NodePort' ? flags.number('node-port') : 0));
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name, labels: { app: name } },
    spec: {
      type, selector: { app: name }, ...(ports.length === 0 ? {} : { ports }),
      ...(clusterIP === '' ? {} : { clusterIP }), ...(type === 'ExternalName' ? { externalName } : {}),
    },
    status: { loadBalancer: {} },
  };
}

const serviceVerb = (name: string, type: string, flags: readonly FlagSpec[]): Verb => generatorVerb({
  name, usage: `service ${name} NAME [--tcp=port:targetPort]`, about: `Create a service of type ${type}`, flags: [tcpFlag, ...flags],
  failure: `failed to create ${type} service: `, build: (context, given) => serviceOf(context, given, type),
});

export const createService: Verb = {
  name: 'service', aliases: ['svc'], usage: 'create service (clusterip | externalname | loadbalancer | nodeport) [options]', about: 'Create a service', flags: [],
  helpToStderr: true,
  subcommands: [
    serviceVerb('clusterip', 'ClusterIP', [{ name: 'clusterip', type: 'string', about: 'The address, or None for a headless service' }]),
    serviceVerb('externalname', 'ExternalName', [{ name: 'external-name', type: 'string', required: true, about: 'The name that the service stands for' }]),
    serviceVerb('loadbalancer', 'LoadBalancer', []),
    serviceVerb('nodeport', 'NodePort', [{ name: 'node-port', type: 'int', about: 'The port on the nodes' }]),
  ],
};
