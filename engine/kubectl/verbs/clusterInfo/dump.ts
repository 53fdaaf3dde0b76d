/** `kubectl cluster-info dump`: much of what one would look at, as files or one after another. @k8s kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go */
import { isObject } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { listAt, nameOf, namespaceOf } from '../../objects.ts';
import { resolvePath } from '../../paths.ts';
import { printFlags } from '../../print/flags.ts';
import { createPrinter } from '../../print/printer.ts';
import type { KubectlContext, Verb } from '../../verb.ts';

/** Of each namespace, with the name of the file. */
const LISTS: readonly (readonly [file: string, path: string])[] = [
  ['events', '/api/v1'], ['replication-controllers', '/api/v1'], ['services', '/api/v1'], ['daemonsets', '/apis/apps/v1'], ['deployments', '/apis/apps/v1'], ['replicasets', '/apis/apps/v1'], ['pods', '/api/v1'],
];

export const dump: Verb = {
  name: 'dump', usage: 'cluster-info dump [flags] [options]', about: 'Print or write what helps to find out what is wrong',
  flags: [
    ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'json' } : flag)),
    { name: 'all-namespaces', short: 'A', type: 'bool', about: 'All namespaces' },
    { name: 'namespaces', type: 'strings', about: 'These namespaces; without it the present one and kube-system' },
    { name: 'output-directory', type: 'string', about: 'A folder for the files; - is stdout' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s', about: 'How long to wait for a pod' },
  ],
  *run(context) {
    const { flags } = context;
    const folder = flags.text('output-directory') === '-' ? '' : flags.text('output-directory');
    const extension = flags.text('output') === 'yaml' ? '.yaml' : '.json';
    const write = (file: string, text: string): void => {
      if (folder === '') { context.out(text); return; }
      const path = resolvePath(context.command, `${folder}/${file}`);
      const { files } = context.command.machine;
      files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
      files.write(path, text);
    };
    const printer = createPrinter(context, { typed: true });
    const print = (file: string, path: string): JsonObject => {
      const list = context.api.call('GET', path);
      write(`${file}${extension}`, printer(list));
      return list;
    };
    print('nodes', '/api/v1/nodes');
    for (const namespace of namespacesOf(context)) {
      let pods: JsonObject = {};
      for (const [name, root] of LISTS) pods = print(`${namespace}/${name}`, `${root}/namespaces/${encodeURIComponent(namespace)}/${name.replace('-', '')}`);
      for (const pod of listAt(pods, 'items').filter(isObject)) write(`${namespace}/${nameOf(pod)}/logs.txt`, yield* logsOf(context, pod));
    }
    if (folder !== '') context.out(`Cluster info dumped to ${folder}\n`);
    return 0;
  },
};

function namespacesOf(context: KubectlContext): readonly string[] {
  if (context.flags.on('all-namespaces')) return listAt(context.api.call('GET', '/api/v1/namespaces'), 'items').map(nameOf);
  const given = context.flags.list('namespaces');
  return given.length > 0 ? given : ['kube-system', context.namespace];
}

function* logsOf(context: KubectlContext, pod: JsonObject): Task<string> {
  let text = '';
  for (const container of [...listAt(pod, 'spec', 'initContainers'), ...listAt(pod, 'spec', 'containers')]) {
    const what = `logs for container ${isObject(container) ? String(container['name']) : ''} of pod ${namespaceOf(pod)}/${nameOf(pod)} ====\n`;
    const name = isObject(container) ? String(container['name']) : '';
    const path = `/api/v1/namespaces/${encodeURIComponent(namespaceOf(pod))}/pods/${encodeURIComponent(nameOf(pod))}/log?container=${encodeURIComponent(name)}`;
    text += `==== START ${what}`;
    const response = context.api.send('GET', path);
    if (response.type === 'stream') for (let part = yield* response.body.read(); part !== undefined; part = yield* response.body.read()) text += part;
    else if (response.type === 'text' && response.code < 400) text += response.body;
    else if (response.type === 'object') text += `Request log error: ${String(response.body['message'] ?? '')}\n`;
    text += `==== END ${what}`;
  }
  return text;
}
