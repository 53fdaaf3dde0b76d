/** `kubectl cluster-info`. @k8s kubectl/pkg/cmd/clusterinfo/clusterinfo.go; golden kubectl/version-cluster-info */
import { labelsOf, listAt, nameOf, namespaceOf, numberAt, textAt } from '../objects.ts';
import { Failure, printedProblem } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { dump } from './clusterInfo/dump.ts';
import type { Json } from '../../base/index.ts';

const GREEN = '\u001b[32m';
const YELLOW = '\u001b[33m';
const PLAIN = '\u001b[0m';

export const clusterInfo: Verb = {
  name: 'cluster-info', usage: 'cluster-info [flags]', about: 'Show where the control plane and the services of the cluster can be reached', flags: [],
  subcommands: [dump],
  *run(context) {
    const hint = "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";
    try {
      const host = serverOf(context);
      context.discovery.resource('services');
      const services = listAt(context.api.call('GET', '/api/v1/namespaces/kube-system/services?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue'), 'items');
      context.out(lineOf(context, 'Kubernetes control plane', host));
      for (const service of services) context.out(lineOf(context, labelsOf(service)['kubernetes.io/name'] ?? nameOf(service), addressOf(service, host)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      context.out(hint);
      context.error(printedProblem(error.problem));
      return error.code;
    }
    context.out(hint);
    return 0;
  },
};

/** On a terminal the line is coloured. */
function lineOf(context: KubectlContext, name: string, address: string): string {
  return context.command.tty ? `${GREEN}${name}${PLAIN} is running at ${YELLOW}${address}${PLAIN}\n` : `${name} is running at ${address}\n`;
}

function addressOf(service: Json, host: string): string {
  const ports = listAt(service, 'spec', 'ports');
  const [ingress] = listAt(service, 'status', 'loadBalancer', 'ingress');
  if (ingress !== undefined) return ports.map((port) => `http://${textAt(ingress, 'ip') || textAt(ingress, 'hostname')}:${numberAt(port, 'port')} `).join('');
  const [port] = ports;
  const scheme = textAt(port, 'name') === 'https' || numberAt(port, 'port') === 443 ? 'https' : '';
  const portName = textAt(port, 'name');
  const name = scheme !== '' ? `${scheme}:${nameOf(service)}:${portName}` : portName === '' ? nameOf(service) : `${nameOf(service)}:${portName}`;
  return `${host}/api/v1/namespaces/${namespaceOf(service)}/services/${name}/proxy`;
}

/** The server of this command's cluster. */
export function serverOf({ flags, config }: KubectlContext): string {
  const context = config.contexts.find((each) => each.name === (flags.text('context') || config.currentContext))?.context;
  const cluster = flags.text('cluster') || textAt(context, 'cluster');
  return flags.text('server') || textAt(config.clusters.find((each) => each.name === cluster)?.cluster, 'server');
}
