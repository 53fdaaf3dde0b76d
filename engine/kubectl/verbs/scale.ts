/** `kubectl scale`. @k8s kubectl/pkg/cmd/scale/scale.go, kubectl/pkg/scale/scale.go; golden kubectl/scale-preconditions */
import { sleep } from '../../time/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { numberAt, textAt, withField } from '../objects.ts';
import { dryRunFlag, fileFlags, printFlags, selectorFlag } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import { Failure, collect, fail, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { causePatch, recordFlag } from '../resources/record.ts';
import { pathOf, selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const POLL_MS = 1000;

export const scale: Verb = {
  name: 'scale',
  usage: 'scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  about: 'Change the number of replicas of a workload',
  flags: [
    ...printFlags, ...fileFlags('to scale'), selectorFlag, dryRunFlag, recordFlag,
    { name: 'all', type: 'bool', about: 'All objects of the types, in the namespace' },
    { name: 'current-replicas', type: 'int', default: '-1', about: 'Only if there are so many now' },
    { name: 'replicas', type: 'int', required: true, about: 'How many there shall be' },
    { name: 'resource-version', type: 'string', about: 'Change the object only if it still has this version' },
    { name: 'timeout', type: 'duration', about: 'How long to wait until there are so many; 0 does not wait' },
  ],
  *run(context) {
    const { flags } = context;
    const replicas = flags.number('replicas');
    if (replicas < 0) fail('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    if (flags.changed('current-replicas') && flags.number('current-replicas') < -1) fail('The --current-replicas must specify an integer of -1 or greater');
    const dryRun = dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true });
    const [problem] = problems;
    if (problem !== undefined && infos.length === 0) throw new Failure(problem);
    if (infos.length === 0) fail('no objects passed to scale');
    if (flags.text('resource-version') !== '' && infos.length > 1) fail('cannot use --resource-version with multiple resources');
    const printer = createPrinter(context, { operation: operationText('scaled', dryRun) });
    const failed: Problem[] = [];
    for (const info of infos) {
      const done = collect(failed, () => {
        if (dryRun !== 'client') scaleOne(context, info, replicas, dryRun === 'server');
        const cause = causePatch(context);
        if (cause !== undefined && dryRun === 'none') context.api.call('PATCH', pathOf(info), { body: cause, headers: { 'content-type': 'application/merge-patch+json' } });
        return true;
      });
      if (done === undefined) continue;
      if (flags.durationMs('timeout') > 0 && dryRun === 'none') yield* waitUntil(context, info, replicas);
      context.out(printer(withField(info.object, ['spec', 'replicas'], replicas)));
    }
    return finish(context, [...failed, ...problems]);
  },
};

function scaleOne(context: KubectlContext, info: Info, replicas: number, dryRun: boolean): void {
  const { flags } = context;
  const path = withQuery(pathOf(info, 'scale'), { dryRun: dryRun ? 'All' : undefined });
  const [expected, version] = [flags.number('current-replicas'), flags.text('resource-version')];
  if (expected < 0 && version === '') {
    context.api.call('PATCH', path, { body: { spec: { replicas } }, headers: { 'content-type': 'application/merge-patch+json' } });
    return;
  }
  const present = context.api.call('GET', pathOf(info, 'scale'));
  const [found, foundVersion] = [numberAt(present, 'spec', 'replicas'), textAt(present, 'metadata', 'resourceVersion')];
  if (expected >= 0 && found !== expected) fail(`Expected replicas to be ${expected}, was ${found}`);
  if (version !== '' && foundVersion !== version) fail(`Expected resource version to be ${version}, was ${foundVersion}`);
  context.api.call('PUT', path, { body: withField(present, ['spec', 'replicas'], replicas) });
}

/** @k8s kubectl/pkg/scale/scale.go WaitForScaleHasDesiredReplicas */
function* waitUntil(context: KubectlContext, info: Info, replicas: number): Task<void> {
  const deadline = context.clock.now + context.flags.durationMs('timeout');
  for (;;) {
    const object = context.api.call('GET', pathOf(info));
    if (numberAt(object, 'status', 'replicas') === replicas && numberAt(object, 'status', 'observedGeneration') >= numberAt(object, 'metadata', 'generation')) return;
    if (context.clock.now >= deadline) fail(`timed out waiting for ${JSON.stringify(info.name)} to be synced`);
    yield sleep(context.clock, Math.min(POLL_MS, deadline - context.clock.now));
  }
}
