/** `kubectl top`: needs a metrics server, which clusters here do not run. @k8s kubectl/pkg/cmd/top */
import { allNamespacesFlag, fieldSelectorFlag, selectorFlag } from '../print/flags.ts';
import type { FlagSpec } from '../flags.ts';
import { fail } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const COMMON: readonly FlagSpec[] = [
  selectorFlag,
  { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
  { name: 'show-swap', type: 'bool', about: 'Show swap too' },
  { name: 'sort-by', type: 'string', about: 'cpu or memory' },
  { name: 'use-protocol-buffers', type: 'bool', default: 'true', about: 'Not used by this kubectl', hidden: true },
];

function refuse(context: KubectlContext): number {
  const sortBy = context.flags.text('sort-by');
  if (!['', 'cpu', 'memory'].includes(sortBy)) fail('--sort-by accepts only cpu or memory');
  context.api.call('GET', '/version');
  return fail('Metrics API not available');
}

const topNode: Verb = {
  name: 'node', aliases: ['nodes', 'no'], usage: 'top node [NAME | -l label] [options]', about: 'Show what nodes use',
  flags: [...COMMON, { name: 'show-capacity', type: 'bool', about: 'Show capacity instead of what can be allocated' }],
  *run(context) { return refuse(context); },
};
const topPod: Verb = {
  name: 'pod', aliases: ['pods', 'po'], usage: 'top pod [NAME | -l label] [options]', about: 'Show what pods use',
  flags: [
    ...COMMON, allNamespacesFlag, fieldSelectorFlag,
    { name: 'containers', type: 'bool', about: 'Show each container' },
    { name: 'sum', type: 'bool', about: 'Show the sum' },
  ],
  *run(context) { return refuse(context); },
};

export const top: Verb = { name: 'top', usage: 'top [flags]', about: 'Show what nodes and pods use of CPU and memory', flags: [], subcommands: [topNode, topPod] };
