/** `kubectl logs`. @k8s kubectl/pkg/cmd/logs/logs.go, kubectl/pkg/polymorphichelpers/logsforobject.go; golden pods/pod-logs-variants */
import { goTimeProblem } from '../../base/index.ts';
import type { Pod } from '../../api/index.ts';
import { finished, sleep, startTask } from '../../time/index.ts';
import type { Reader, Task } from '../../time/index.ts';
import type { Status } from '../../api/index.ts';
import { withQuery } from '../api.ts';
import { fileFlags, selectorFlag } from '../print/flags.ts';
import { Failure, fail, problemText, statusProblem, textProblem, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { chooseContainer, everyContainer, mostLoggingFirst, oneObject, podSelectorOf, podsMatching, podsOf } from '../resources/attachable.ts';
import { goTypeOf } from '../resources/changing.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const USAGE = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
const SELECTOR_TAIL = 10;

export const logs: Verb = {
  name: 'logs',
  usage: 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]',
  about: 'Print what a container has written',
  flags: [
    ...fileFlags('whose logs to show').filter(({ name }) => name === 'filename'), selectorFlag,
    { name: 'all-containers', type: 'bool', about: 'All containers of the pod' },
    { name: 'all-pods', type: 'bool', about: 'All pods of the workload' },
    { name: 'container', short: 'c', type: 'string', about: 'Name of the container' },
    { name: 'follow', short: 'f', type: 'bool', about: 'Go on as more is written' },
    { name: 'ignore-errors', type: 'bool', about: 'Go on when the logs of one container cannot be had' },
    { name: 'insecure-skip-tls-verify-backend', type: 'bool', about: "Do not check the certificate of the node's server" },
    { name: 'limit-bytes', type: 'int', about: 'At most so many bytes' },
    { name: 'max-log-requests', type: 'int', default: '5', about: 'How many logs may be followed at a time' },
    { name: 'pod-running-timeout', type: 'duration', default: '20s', about: 'How long to wait for a pod' },
    { name: 'prefix', type: 'bool', about: 'Begin each line with the pod and the container' },
    { name: 'previous', short: 'p', type: 'bool', about: 'Of the container before its last restart' },
    { name: 'since', type: 'duration', about: 'Only lines younger than this' },
    { name: 'since-time', type: 'string', about: 'Only lines after this time' },
    { name: 'tail', type: 'int', default: '-1', about: 'Only the last so many lines' },
    { name: 'timestamps', type: 'bool', about: 'Begin each line with its time' },
  ],
  *run(context) {
    const { flags } = context;
    checkFlags(context);
    const sources = yield* findSources(context);
    if (sources === undefined) { context.error(`No resources found in ${context.namespace} namespace.\n`); return 0; }
    const limit = flags.number('max-log-requests');
    if (flags.on('follow') && sources.length > 1) {
      if (sources.length > limit) fail(`you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${limit}, use --max-log-requests to increase the limit`);
      return yield* together(context, sources);
    }
    for (const source of sources) yield* copyOne(context, source);
    return 0;
  },
};

type Source = { readonly pod: string; readonly namespace: string; readonly container: string };

function checkFlags(context: KubectlContext): void {
  const { flags, args } = context;
  const selector = flags.text('selector');
  if (args.length === 0 && selector === '' && flags.list('filename').length === 0) usageFail(context, USAGE);
  if (args.length > 0 && selector !== '') usageFail(context, 'only a selector (-l) or a POD name is allowed');
  if (args.length > 2) usageFail(context, USAGE);
  if (args.length === 2 && flags.text('container') !== '') fail('only one of -c or an inline [CONTAINER] arg is allowed');
  if (flags.on('all-containers') && flags.text('container') !== '') fail(`--all-containers=true should not be specified with container name ${flags.text('container')}`);
  const since = flags.text('since-time') === '' ? undefined : goTimeProblem(flags.text('since-time'));
  if (since !== undefined) fail(since);
  if (flags.text('since-time') !== '' && flags.changed('since')) fail('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if (flags.number('tail') < -1) fail('--tail must be greater than or equal to -1');
  if (flags.durationMs('since') < 0) fail('--since must be greater than 0');
  if (flags.number('limit-bytes') < 0) fail('--limit-bytes must be greater than 0');
}

/** Undefined if a selector finds no pods. */
function* findSources(context: KubectlContext): Task<readonly Source[] | undefined> {
  const { flags, args } = context;
  const container = args[1] ?? flags.text('container');
  const selector = flags.text('selector');
  if (selector !== '') {
    const pods = podsMatching(context, context.namespace, selector);
    return pods.length === 0 ? undefined : pods.flatMap((pod) => sourcesIn(context, pod, container));
  }
  const info = yield* podOrWorkload(context, args[0] ?? '');
  if (info.resource.kind === 'Pod') return sourcesIn(context, info.object as Pod, container); // the kind says so
  let labels: string;
  try { labels = podSelectorOf(info); }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    return fail(`cannot get the logs from ${goTypeOf(info)}: ${error.message}`);
  }
  const pods = yield* podsOf(context, info.namespace, labels, flags.durationMs('pod-running-timeout'), mostLoggingFirst);
  if (flags.on('all-pods')) return pods.flatMap((pod) => sourcesIn(context, pod, container));
  const [pod] = pods;
  if (pod === undefined) return undefined;
  if (pods.length > 1) context.error(`Found ${pods.length} pods, using pod/${pod.metadata?.name ?? ''}\n`);
  return sourcesIn(context, pod, container);
}

/** A pod that is not there is told in words of its own. @k8s golden pods/pod-logs-variants */
function* podOrWorkload(context: KubectlContext, word: string): ReturnType<typeof oneObject> {
  try { return yield* oneObject(context, word); }
  catch (error) {
    if (!(error instanceof Failure) || error.problem.type !== 'status' || error.problem.status.reason !== 'NotFound') throw error;
    const { status } = error.problem;
    return fail(`error from server (NotFound): ${status.message ?? ''} in namespace ${JSON.stringify(context.namespace)}`);
  }
}

function sourcesIn(context: KubectlContext, pod: Pod, asked: string): readonly Source[] {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const containers = context.flags.on('all-containers') ? everyContainer(pod) : [chooseContainer(context, pod, asked)];
  return containers.map((container) => ({ pod: name, namespace, container: container.name }));
}

function tailOf(context: KubectlContext): number {
  const { flags } = context;
  return flags.text('selector') !== '' && !flags.changed('tail') ? SELECTOR_TAIL : flags.number('tail');
}

function open(context: KubectlContext, source: Source): Reader {
  const { flags } = context;
  const given = (name: string): string | undefined => (flags.on(name) ? 'true' : undefined);
  const tail = tailOf(context);
  const sinceMs = flags.durationMs('since');
  const response = context.api.send('GET', withQuery(`/api/v1/namespaces/${source.namespace}/pods/${encodeURIComponent(source.pod)}/log`, {
    container: source.container, follow: given('follow'), previous: given('previous'), timestamps: given('timestamps'),
    tailLines: tail < 0 ? undefined : String(tail), sinceTime: flags.text('since-time'),
    sinceSeconds: sinceMs > 0 ? String(Math.max(1, Math.round(sinceMs / 1000))) : undefined,
    limitBytes: flags.number('limit-bytes') > 0 ? flags.text('limit-bytes') : undefined,
  }));
  if (response.type === 'stream') return response.body;
  if (response.type === 'object') throw new Failure(statusProblem(response.body as Status)); // everything else is a Status
  return fail(response.type === 'text' ? response.body : 'the server sent no log');
}

const RETRY_MS = 1000;

/** Who follows waits for the container to start. @k8s kubectl/pkg/cmd/logs, since v1.36 */
function* openWhenReady(context: KubectlContext, source: Source): Task<ReturnType<typeof open>> {
  for (;;) {
    try { return open(context, source); }
    catch (error) {
      const refused = error instanceof Failure && error.problem.type === 'status' && error.problem.status.reason === 'BadRequest';
      if (!refused || !context.flags.on('follow')) throw error;
      context.error(`${error.problem.status.message ?? ''}\n`);
    }
    yield sleep(context.clock, RETRY_MS);
  }
}

/** @k8s golden pods/pod-exit0-always: a log that the runtime has lost is told on stdout, without a line end */
function* copyOne(context: KubectlContext, source: Source): Task<void> {
  const { flags } = context;
  const mark = flags.on('prefix') || flags.on('all-pods') ? `[pod/${source.pod}/${source.container}] ` : '';
  try {
    const reader = yield* openWhenReady(context, source);
    try {
      if (mark === '') { for (let text = yield* reader.read(); text !== undefined; text = yield* reader.read()) context.out(text); }
      else { for (let line = yield* reader.readLine(); line !== undefined; line = yield* reader.readLine()) context.out(`${mark}${line}`); }
    } finally { reader.cancel(); }
  } catch (error) {
    if (!(error instanceof Failure) || !flags.on('ignore-errors')) throw error;
    context.out(`error: ${problemText(error.problem)}\n`);
  }
}

function* together(context: KubectlContext, sources: readonly Source[]): Task<number> {
  const problems: Problem[] = [];
  const copying = sources.map((source) => startTask(context.clock, (function* copy(): Task<void> {
    try { yield* copyOne(context, source); }
    catch (error) { problems.push(error instanceof Failure ? error.problem : textProblem(String(error))); }
  })()));
  try { for (const running of copying) yield finished(running); }
  finally { for (const running of copying) running.cancel(); }
  const [problem] = problems;
  if (problem !== undefined) throw new Failure(problem);
  return 0;
}
