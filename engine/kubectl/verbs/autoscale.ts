/** `kubectl autoscale`. @k8s kubectl/pkg/cmd/autoscale/autoscale.go; golden kubectl/hpa-autoscale, controllers/hpa-min-max-and-validation */
import type { Json, JsonObject } from '../../base/index.ts';
import { formatQuantity, goGeneral, parseQuantity } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import { textAt, withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import { collect, fail, Failure, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { recorded, recordFlag } from '../resources/record.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { createObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const SCALABLE = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

export const autoscale: Verb = {
  name: 'autoscale',
  usage: 'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [options]',
  about: 'Let the number of pods follow the load',
  flags: [
    ...printFlags, ...fileFlags('to scale'), dryRunFlag, fieldManagerFlag('kubectl-autoscale'), recordFlag,
    { name: 'cpu', type: 'string', about: 'Target for CPU, as 70% or 500m' },
    { name: 'cpu-percent', type: 'int', default: '-1', about: 'Target for CPU in percent of the requests', hidden: true },
    { name: 'max', type: 'int', default: '-1', required: true, about: 'At most so many pods' },
    { name: 'memory', type: 'string', about: 'Target for memory, as 70% or 200Mi' },
    { name: 'min', type: 'int', default: '-1', about: 'At least so many pods' },
    { name: 'name', type: 'string', about: 'Name of the autoscaler; by default that of the object' },
  ],
  *run(context) {
    const { flags } = context;
    if (flags.changed('cpu-percent')) {
      context.error("Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n");
    }
    const [min, max] = [flags.number('min'), flags.number('max')];
    if (max < 1) fail(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) fail(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    if (flags.number('cpu-percent') > 0 && flags.text('cpu') !== '') fail('--cpu-percent and --cpu are mutually exclusive');
    metricsOf(context); // what cannot be read is said before anything is looked up
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true });
    const failed: Problem[] = [];
    for (const info of infos) collect(failed, () => autoscaleOne(context, info));
    return finish(context, [...failed, ...problems]);
  },
};

type Target = { readonly type: 'Utilization'; readonly averageUtilization: number } | { readonly type: 'AverageValue'; readonly averageValue: string };

/** A share, a bare number in the resource's usual unit, or a quantity. @k8s kubectl/pkg/cmd/autoscale/autoscale.go parseResourceInput */
function targetOf(resource: 'cpu' | 'memory', given: string): Target {
  const input = given.trim();
  if (input === '') return fail('empty input');
  if (input.endsWith('%')) {
    const share = input.slice(0, -1);
    return /^\+?\d+$/.test(share) && Number(share) < 2 ** 31 ? { type: 'Utilization', averageUtilization: Number(share) } : fail(`invalid percentage value: ${share}`);
  }
  const bare = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(input);
  const parsed = parseQuantity(bare ? `${goGeneral(Number(input))}${resource === 'cpu' ? 'm' : 'Mi'}` : input);
  if (!parsed.ok) return fail(bare ? parsed.error : `invalid resource ${resource} value: ${input}`);
  return { type: 'AverageValue', averageValue: formatQuantity(parsed.quantity) };
}

function metricsOf({ flags }: KubectlContext): Json[] {
  const percent = flags.number('cpu-percent');
  const resource = (name: 'cpu' | 'memory', target: Target): Json => ({ type: 'Resource', resource: { name, target } });
  const [cpu, memory] = [flags.text('cpu'), flags.text('memory')];
  return [
    ...(percent > 0 ? [resource('cpu', { type: 'Utilization', averageUtilization: percent })] : []),
    ...(cpu === '' ? [] : [resource('cpu', targetOf('cpu', cpu))]),
    ...(memory === '' ? [] : [resource('memory', targetOf('memory', memory))]),
  ];
}

/** What autoscaling/v1 can say, too; without a word about CPU the reason is that there is none. */
function incompatible({ flags }: KubectlContext): string | undefined {
  const [cpu, memory] = [flags.text('cpu'), flags.text('memory')];
  if (cpu === '') return 'empty input';
  const target = targetOf('cpu', cpu);
  return (flags.number('cpu-percent') >= 0 && memory === '') || (memory === '' && target.type === 'Utilization') ? undefined : '%!w(<nil>)';
}

function autoscaleOne(context: KubectlContext, info: Info): void {
  const { flags } = context;
  const { kind, version, group, plural } = info.resource;
  if (!SCALABLE.includes(kind)) fail(`cannot autoscale a ${kind}: could not find scale subresource for ${group}/${version}, Resource=${plural} in discovery information`);
  const metrics = metricsOf(context);
  const dryRun = dryRunOf(context);
  const min = flags.number('min');
  const spec: JsonObject = {
    scaleTargetRef: { kind, name: info.name, apiVersion: groupVersionOf(info.resource) }, ...(min > 0 ? { minReplicas: min } : {}), maxReplicas: flags.number('max'),
  };
  const named = { kind: 'HorizontalPodAutoscaler', metadata: { name: flags.text('name') || info.name } };
  const object = recorded(context, {
    apiVersion: 'autoscaling/v2', ...named, spec: metrics.length === 0 ? spec : { ...spec, metrics }, status: { desiredReplicas: 0, currentMetrics: null },
  });
  const printer = createPrinter(context, { operation: operationText(dryRun === 'client' ? 'created' : 'autoscaled', dryRun), typed: true });
  if (dryRun === 'client') { context.out(printer(context.namespaceGiven ? withField(object, ['metadata', 'namespace'], context.namespace) : object)); return; }
  const create = (made: JsonObject): JsonObject => {
    const resource = context.discovery.byKind(textAt(made, 'apiVersion'), 'HorizontalPodAutoscaler');
    if (resource === undefined) return fail('the server could not find the requested resource');
    return createObject(context, { resource, namespace: info.namespace, name: info.name, object: made, source: '' }, { dryRun, manager: flags.text('field-manager') });
  };
  try { context.out(printer(create(object))); } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The older version is tried where it can say the same. @k8s golden kubectl/hpa-autoscale
    const why = incompatible(context);
    if (why !== undefined) fail(`failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${why}`);
    const percent = flags.number('cpu-percent');
    const older = percent < 0 ? spec : { ...spec, targetCPUUtilizationPercentage: percent };
    context.out(printer(create(recorded(context, { apiVersion: 'autoscaling/v1', ...named, spec: older, status: { currentReplicas: 0, desiredReplicas: 0 } }))));
  }
}
