/** `kubectl autoscale`. @k8s kubectl/pkg/cmd/autoscale/autoscale.go; golden kubectl/hpa-autoscale, controllers/hpa-min-max-and-validation */
import type { Json, JsonObject } from '../../base/index.ts';
import { canonicalQuantity } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import { withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import { collect, fail, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
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
    ...printFlags, ...fileFlags('to scale'), dryRunFlag, fieldManagerFlag('kubectl-autoscale'),
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
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true });
    const failed: Problem[] = [];
    for (const info of infos) collect(failed, () => autoscaleOne(context, info));
    return finish(context, [...failed, ...problems]);
  },
};

function metricsOf({ flags }: KubectlContext): Json[] {
  const percent = flags.number('cpu-percent');
  const targets = [['cpu', flags.text('cpu') || (percent >= 0 ? `${percent}%` : '')], ['memory', flags.text('memory')]] as const;
  return targets.filter(([, target]) => target !== '').map(([name, target]) => {
    const share = /^(\d+)%$/.exec(target)?.[1];
    return { type: 'Resource', resource: { name, target: share === undefined ? { type: 'AverageValue', averageValue: canonicalQuantity(target) } : { type: 'Utilization', averageUtilization: Number(share) } } };
  });
}

function autoscaleOne(context: KubectlContext, info: Info): void {
  const { flags } = context;
  if (!SCALABLE.includes(info.resource.kind)) fail(`cannot autoscale a ${info.resource.group === '' ? info.resource.kind : `${info.resource.kind}.${info.resource.group}`}: the server could not find the requested resource`);
  const metrics = metricsOf(context);
  const dryRun = dryRunOf(context);
  if (metrics.length === 0 && dryRun !== 'client') fail('failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input');
  const min = flags.number('min');
  const object: JsonObject = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: flags.text('name') || info.name },
    spec: {
      scaleTargetRef: { kind: info.resource.kind, name: info.name, apiVersion: groupVersionOf(info.resource) },
      ...(min > 0 ? { minReplicas: min } : {}), maxReplicas: flags.number('max'), ...(metrics.length === 0 ? {} : { metrics }),
    },
    status: { desiredReplicas: 0, currentMetrics: null },
  };
  const printer = createPrinter(context, { operation: operationText(dryRun === 'client' ? 'created' : 'autoscaled', dryRun), typed: true });
  if (dryRun === 'client') { context.out(printer(context.namespaceGiven ? withField(object, ['metadata', 'namespace'], context.namespace) : object)); return; }
  const resource = context.discovery.byKind('autoscaling/v2', 'HorizontalPodAutoscaler');
  if (resource === undefined) return fail('this cluster has no HorizontalPodAutoscaler objects: set the number of pods with "kubectl scale"');
  context.out(printer(createObject(context, { resource, namespace: info.namespace, name: info.name, object, source: '' }, { dryRun, manager: flags.text('field-manager') })));
}
