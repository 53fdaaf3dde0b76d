/** Random workloads, drawn from a seed: what people run, as manifests that the learner could have typed. */
import type { Random } from '../../engine/time/index.ts';

export type Workload = {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'ReplicationController' | 'Job' | 'CronJob' | 'Pod';
  readonly name: string;
  readonly manifest: string;
};

const KINDS: readonly Workload['kind'][] = ['Deployment', 'Deployment', 'Deployment', 'StatefulSet', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'Job', 'CronJob', 'Pod'];
export const IMAGES = ['nginx:1.25', 'nginx:1.27', 'httpd:2.4', 'busybox:1.36'] as const;

/** Three to six workloads, with Services and budgets for some of them. */
export function drawWorkloads(random: Random): readonly Workload[] {
  const count = random.int('swarm/count', 3, 6);
  const quota: Workload[] = random.int('swarm/quota', 0, 2) === 0 ? [{ kind: 'Pod', name: 'quota', manifest: JSON.stringify(QUOTA) }] : [];
  return [...quota, ...Array.from({ length: count }, (_, i) => drawWorkload(random, i))];
}

/** Wide enough for all: what it counts has to be true. */
const QUOTA = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'wide' }, spec: { hard: { pods: '100', services: '20', persistentvolumeclaims: '20', 'count/replicasets.apps': '50', 'count/jobs.batch': '50' } } };

function drawWorkload(random: Random, index: number): Workload {
  const kind = random.pick('swarm/kind', KINDS);
  const name = `${kind.toLowerCase().slice(0, 6)}-${index}`;
  const object = objectOf(random, kind, name);
  const objects = [JSON.stringify(object)];
  if (kind === 'StatefulSet' && random.int('swarm/claims', 0, 2) === 0) {
    objects[0] = JSON.stringify(withClaims(object));
    objects.unshift(...Array.from({ length: VOLUMES }, (_, i) => JSON.stringify(volumeOf(name, i))));
  }
  if (kind === 'StatefulSet' || random.int('swarm/service', 0, 1) === 1) objects.push(JSON.stringify(serviceOf(kind, name)));
  if ((kind === 'Deployment' || kind === 'StatefulSet') && random.int('swarm/budget', 0, 1) === 0) objects.push(JSON.stringify(budgetOf(random, name)));
  return { kind, name, manifest: `${objects.join('\n---\n')}\n` };
}

function objectOf(random: Random, kind: Workload['kind'], name: string): object {
  const draw = (what: string, from: number, to: number): number => random.int(`swarm/${what}`, from, to);
  const metadata = { name };
  const matchLabels = { app: name };
  const labelled = { metadata: { labels: matchLabels }, spec: podSpec(random) };
  switch (kind) {
    case 'Deployment': return {
      apiVersion: 'apps/v1', kind, metadata,
      spec: {
        replicas: draw('replicas', 1, 5), selector: { matchLabels }, template: labelled, minReadySeconds: random.pick('swarm/minReady', [0, 0, 5]),
        strategy: random.pick('swarm/strategy', [{ type: 'Recreate' }, { type: 'RollingUpdate' }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } }]),
      },
    };
    case 'StatefulSet': return {
      apiVersion: 'apps/v1', kind, metadata,
      spec: { replicas: draw('replicas', 1, 4), serviceName: name, podManagementPolicy: random.pick('swarm/policy', ['OrderedReady', 'Parallel']), selector: { matchLabels }, template: labelled },
    };
    case 'DaemonSet': return {
      apiVersion: 'apps/v1', kind, metadata,
      spec: {
        selector: { matchLabels }, template: labelled,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: random.pick('swarm/dsUpdate', [{ maxUnavailable: 1 }, { maxUnavailable: '50%' }, { maxSurge: 1, maxUnavailable: 0 }]) },
      },
    };
    case 'ReplicaSet': return { apiVersion: 'apps/v1', kind, metadata, spec: { replicas: draw('replicas', 1, 4), selector: { matchLabels }, template: labelled } };
    case 'ReplicationController': return { apiVersion: 'v1', kind, metadata, spec: { replicas: draw('replicas', 1, 4), selector: matchLabels, template: labelled } };
    // Every two minutes, until somebody suspends it at the end.
    case 'CronJob': return {
      apiVersion: 'batch/v1', kind, metadata,
      spec: {
        schedule: '*/2 * * * *', concurrencyPolicy: random.pick('swarm/concurrency', ['Allow', 'Forbid', 'Replace']), successfulJobsHistoryLimit: draw('history', 0, 3),
        jobTemplate: { spec: { backoffLimit: 50, template: jobPod(matchLabels, random.pick('swarm/restart', ['Never', 'OnFailure']), draw('work', 1, 150)) } },
      },
    };
    case 'Job': return {
      apiVersion: 'batch/v1', kind, metadata,
      spec: {
        completions: draw('completions', 1, 4), parallelism: draw('parallelism', 1, 3), backoffLimit: 50, completionMode: random.pick('swarm/mode', ['Indexed', 'NonIndexed']),
        template: jobPod(matchLabels, random.pick('swarm/restart', ['Never', 'OnFailure']), draw('work', 1, 90)),
      },
    };
    case 'Pod': return { apiVersion: 'v1', kind, metadata: { ...metadata, labels: matchLabels }, spec: podSpec(random) };
  }
}

const jobPod = (labels: object, restartPolicy: string, seconds: number): object => ({
  metadata: { labels }, spec: { restartPolicy, containers: [{ name: 'main', image: 'busybox:1.36', command: ['sh', '-c', `sleep ${seconds}`] }] },
});

/** A server with or without probes, hooks, a sidecar, requests, a short or long grace period. */
function podSpec(random: Random): object {
  const yes = (what: string, oneIn: number): boolean => random.int(`swarm/${what}`, 1, oneIn) === 1;
  const web = random.pick('swarm/image', ['nginx:1.25', 'httpd:2.4']);
  const probe = { httpGet: { port: 80, path: '/' }, periodSeconds: random.int('swarm/period', 2, 10) };
  return {
    ...(yes('grace', 3) ? { terminationGracePeriodSeconds: random.int('swarm/graceSeconds', 0, 40) } : {}),
    ...(yes('init', 4) ? { initContainers: [{ name: 'init', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 2'] }] } : {}),
    ...(yes('tolerate', 4) ? { tolerations: [{ key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }, { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }] } : {}),
    ...(yes('spread', 4) ? { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: {} }] } : {}),
    containers: [
      {
        name: 'web', image: web, ports: [{ containerPort: 80 }],
        ...(yes('readiness', 2) ? { readinessProbe: probe } : {}), ...(yes('liveness', 3) ? { livenessProbe: probe } : {}),
        ...(yes('requests', 2) ? { resources: { requests: { cpu: '50m', memory: '32Mi' } } } : {}),
        ...(yes('preStop', 4) ? { lifecycle: { preStop: { sleep: { seconds: 3 } } } } : {}),
      },
      ...(yes('second', 4) ? [{ name: 'side', image: 'busybox:1.36', command: ['sh', '-c', 'while true; do date; sleep 60; done'] }] : []),
    ],
  };
}

/** What a StatefulSet is scaled to at most, and some whose claims are deleted. */
const VOLUMES = 10;
const CLASS = 'by-hand';
/** Without a provisioner: an administrator has made volumes on whatever machine the pod comes to. */
const volumeOf = (name: string, index: number): object => ({
  apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: `${name}-${index}` },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: CLASS, hostPath: { path: `/mnt/${name}-${index}`, type: 'DirectoryOrCreate' } },
});
const withClaims = (set: object): object => {
  const { spec, ...rest } = set as { readonly spec: object }; // a StatefulSet of ours
  return { ...rest, spec: { ...spec, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: CLASS, resources: { requests: { storage: '1Gi' } } } }] } };
};

const serviceOf = (kind: Workload['kind'], name: string): object => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app: name }, ports: [{ port: 80 }], ...(kind === 'StatefulSet' ? { clusterIP: 'None' } : {}) },
});
const budgetOf = (random: Random, name: string): object => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
  spec: { selector: { matchLabels: { app: name } }, ...random.pick('swarm/budgetSpec', [{ maxUnavailable: 1 }, { maxUnavailable: 1 }, { minAvailable: '80%' }, { minAvailable: 1 }]) },
});
