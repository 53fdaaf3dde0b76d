/** `kubectl run`. @k8s kubectl/pkg/cmd/run/run.go; golden kubectl/kubectl-run-generator */
import type { JsonObject } from '../../base/index.ts';
import { parseReference } from '../../runtime/index.ts';
import type { Task } from '../../time/index.ts';
import { nameOf, withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, printFlags } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import type { DryRun } from '../print/printer.ts';
import { fail, usageFail } from '../problems.ts';
import { parseLabelList } from '../resources/labelList.ts';
import { withLastApplied } from '../resources/lastApplied.ts';
import { overrideFlags, withOverrides } from '../resources/overrides.ts';
import { recorded, recordFlag } from '../resources/record.ts';
import { serviceObject } from '../resources/serviceObject.ts';
import { createObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { followRun } from './run/follow.ts';

export const run: Verb = {
  name: 'run',
  usage: 'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  about: 'Start one pod with an image',
  flags: [
    ...printFlags, ...overrideFlags, dryRunFlag, fieldManagerFlag('kubectl-run'), recordFlag,
    { name: 'annotations', type: 'array', about: 'Annotations of the pod, as key=value' },
    { name: 'attach', type: 'bool', about: 'Connect to the pod when it runs' },
    { name: 'cascade', type: 'string', default: 'background', bare: 'background', about: 'What --rm does to what the pod owns' },
    { name: 'command', type: 'bool', about: 'The words after -- replace the entry point instead of its arguments' },
    { name: 'detach-keys', type: 'string', about: 'Not used by this kubectl', hidden: true },
    { name: 'env', type: 'array', about: 'A variable and its value, as key=value' },
    { name: 'expose', type: 'bool', about: 'Create a service too, with --port' },
    { name: 'image', type: 'string', required: true, about: 'The image of the container' },
    { name: 'image-pull-policy', type: 'string', about: 'Always, IfNotPresent or Never' },
    { name: 'labels', short: 'l', type: 'string', about: 'Labels of the pod; by default run=NAME' },
    { name: 'leave-stdin-open', type: 'bool', about: 'Keep stdin open after the first client has gone' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', about: 'How long to wait for the pod, with --attach' },
    { name: 'port', type: 'string', about: 'The port that the container listens on' },
    { name: 'privileged', type: 'bool', about: 'Run the container privileged' },
    { name: 'quiet', short: 'q', type: 'bool', about: 'Print only what the container prints' },
    { name: 'restart', type: 'string', default: 'Always', about: 'Always, OnFailure or Never' },
    { name: 'rm', type: 'bool', about: 'Delete the pod afterwards' },
    { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
    { name: 'stdin', short: 'i', type: 'bool', about: 'Pass stdin to the container' },
    { name: 'tty', short: 't', type: 'bool', about: 'Give the container a terminal' },
  ],
  *run(context) {
    const { flags, args, argsBeforeDash } = context;
    const [name] = args;
    if (name === undefined || argsBeforeDash === 0) return usageFail(context, 'NAME is required for run');
    const dryRun = dryRunOf(context);
    const attached = flags.changed('attach') ? flags.on('attach') : flags.on('stdin') || flags.on('tty');
    checkFlags(context, dryRun, attached);
    const command = args.slice(1);
    const pod = create(context, 'pods', withOverrides(context, podObject(context, name, command)), dryRun);
    if (flags.on('expose')) printService(context, name, pod, dryRun);
    if (!attached) {
      context.out(createPrinter(context, { operation: operationText('created', dryRun), typed: true })(pod));
      return 0;
    }
    return yield* attachedRun(context, pod);
  },
};

function checkFlags(context: KubectlContext, dryRun: DryRun, attached: boolean): void {
  const { flags } = context;
  if (dryRun !== 'none' && attached) usageFail(context, "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
  if (flags.on('tty') && !flags.on('stdin')) usageFail(context, '-i/--stdin is required for containers with -t/--tty=true');
  if (flags.on('expose') && flags.text('port') === '') usageFail(context, '--port must be set when exposing a service');
  if (flags.text('image') === '') fail('--image is required');
  const image = parseReference(flags.text('image'));
  if (!image.ok) fail(`Invalid image name ${JSON.stringify(flags.text('image'))}: invalid reference format`);
  if (flags.on('rm') && !attached) usageFail(context, '--rm should only be used for attached containers');
  const restart = flags.text('restart');
  if (!['Always', 'OnFailure', 'Never'].includes(restart)) usageFail(context, `invalid restart policy: ${restart}`);
  const policy = flags.text('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(policy)) usageFail(context, `invalid image pull policy: ${policy}`);
}

/** @k8s kubectl/pkg/generate/versioned/run.go BasicPod */
function podObject(context: KubectlContext, name: string, command: readonly string[]): JsonObject {
  const { flags } = context;
  const labels = flags.text('labels') === '' ? { run: name } : parseLabelList(flags.text('labels'));
  const annotations = Object.fromEntries(flags.list('annotations').map((pair) => {
    const cut = pair.indexOf('=');
    return cut <= 0 ? fail(`unexpected annotation spec: ${pair}`) : [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  }));
  const env = flags.list('env').map((pair) => {
    const cut = pair.indexOf('=');
    return cut <= 0 ? fail(`invalid env: ${pair}`) : { name: pair.slice(0, cut), value: pair.slice(cut + 1) };
  });
  const port = flags.text('port');
  if (port !== '' && !/^[-+]?\d+$/.test(port)) fail(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
  const [stdin, policy] = [flags.on('stdin'), flags.text('image-pull-policy')];
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: { name, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    spec: {
      containers: [{
        name, image: flags.text('image'), resources: {},
        ...(command.length === 0 ? {} : { [flags.on('command') ? 'command' : 'args']: [...command] }),
        ...(env.length === 0 ? {} : { env }), ...(policy === '' ? {} : { imagePullPolicy: policy }),
        ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
        ...(flags.on('privileged') ? { securityContext: { privileged: true } } : {}),
        ...(stdin ? { stdin: true } : {}), ...(stdin && !flags.on('leave-stdin-open') ? { stdinOnce: true } : {}), ...(flags.on('tty') ? { tty: true } : {}),
      }],
      dnsPolicy: 'ClusterFirst', restartPolicy: flags.text('restart'),
    },
    status: {},
  };
}

function create(context: KubectlContext, type: string, generated: JsonObject, dryRun: DryRun): JsonObject {
  const { flags } = context;
  const made = recorded(context, generated);
  const object = flags.on('save-config') ? withLastApplied(made) : made;
  if (dryRun === 'client') return context.namespaceGiven ? withField(object, ['metadata', 'namespace'], context.namespace) : object;
  const resource = context.discovery.resource(type);
  return createObject(context, { resource, namespace: context.namespace, name: nameOf(object), object, source: '' }, { dryRun, manager: flags.text('field-manager') });
}

function printService(context: KubectlContext, name: string, pod: JsonObject, dryRun: DryRun): void {
  const { flags } = context;
  const labels = flags.text('labels') === '' ? undefined : parseLabelList(flags.text('labels'));
  const service = serviceObject({ name, selector: labels ?? { run: nameOf(pod) }, ports: [flags.text('port')], protocol: 'TCP', ...(labels === undefined ? {} : { labels }) });
  const created = create(context, 'services', service, dryRun);
  context.out(createPrinter(context, { operation: operationText('created', dryRun), typed: true })(created));
  // The pod that follows comes from another printer, which writes its own line too.
  if (flags.text('output') === 'yaml') context.out('---\n---\n');
}

function* attachedRun(context: KubectlContext, pod: JsonObject): Task<number> {
  try { return yield* followRun(context, nameOf(pod)); }
  finally { if (context.flags.on('rm')) removePod(context, nameOf(pod)); }
}

/** `--rm`, also after an error or Ctrl-C. @k8s kubectl/pkg/cmd/run/run.go removeCreatedObjects */
function removePod(context: KubectlContext, name: string): void {
  const answer = context.api.attempt('DELETE', `/api/v1/namespaces/${context.namespace}/pods/${encodeURIComponent(name)}`, { body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' } });
  if (answer.ok && !context.flags.on('quiet')) context.out(`pod ${JSON.stringify(name)} deleted from ${context.namespace} namespace\n`);
}
