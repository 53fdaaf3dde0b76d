/** Fields that look at other pods: beside whom it runs, and how evenly. The pods that they look at stand in setup.ts. */
import type { JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { HEAVY, NODE, on, PHASE, PLAIN, pod, sh } from './setup.ts';

const long = sh('sleep 3600');
const [HOST, OS] = ['kubernetes.io/hostname', 'kubernetes.io/os'];
const beside = (place: string, topologyKey = HOST): JsonObject => ({ topologyKey, labelSelector: { matchLabels: { place } } });
const near = (term: JsonObject): JsonObject => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } });
const [NEAR, APART] = ['affinity.podAffinity', 'affinity.podAntiAffinity'];
const TERM = `${NEAR}.requiredDuringSchedulingIgnoredDuringExecution.0`;
const WISH = `${NEAR}.preferredDuringSchedulingIgnoredDuringExecution`;
const anywhere = { tolerations: [{ operator: 'Exists' }] };
const etcd = { topologyKey: HOST, labelSelector: { matchLabels: { component: 'etcd' } } };

const RULE = 'topologySpreadConstraints.0';
const spread = (more: JsonObject): JsonObject =>
  pod(long, { ...on(PLAIN), topologySpreadConstraints: [{ maxSkew: 1, topologyKey: HOST, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { spread: 'x' } }, ...more }] });

export const PLACE_CASES: readonly FieldCase[] = [
  { spec: pod(long, near(beside('anchor'))), run: NODE, sees: HEAVY,
    shows: [NEAR, `${NEAR}.requiredDuringSchedulingIgnoredDuringExecution`, [`${TERM}.topologyKey`, OS], [`${TERM}.labelSelector`, { matchLabels: { place: 'nowhere' } }]] },
  { spec: pod(long, { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [beside('anchor', OS)] } } }), run: PHASE, sees: 'Pending',
    shows: [APART, `${APART}.requiredDuringSchedulingIgnoredDuringExecution`] },
  { spec: pod(long, { affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 90, podAffinityTerm: beside('anchor') }, { weight: 10, podAffinityTerm: beside('harbour') }] } } }), run: NODE, sees: HEAVY,
    shows: [WISH, [`${WISH}.0.weight`, 1], [`${WISH}.0.podAffinityTerm`, beside('harbour')]] },
  { spec: pod(long, { affinity: {
    nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: HOST, operator: 'In', values: [HEAVY] }] } }] },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: beside('anchor') }] },
  } }), run: NODE, sees: /^worker-[13456]$/, shows: [`${APART}.preferredDuringSchedulingIgnoredDuringExecution`] },
  { spec: pod(long, { ...near({ ...etcd, namespaces: ['kube-system'] }), ...anywhere }), run: NODE, sees: /^master/, shows: [`${TERM}.namespaces`] },
  { spec: pod(long, { ...near({ ...etcd, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }), ...anywhere }), run: NODE, sees: /^master/, shows: [`${TERM}.namespaceSelector`] },
  { spec: pod(long, near({ ...beside('anchor'), matchLabelKeys: ['version'] })), metadata: { labels: { version: '2' } }, run: PHASE, sees: 'Pending', shows: [`${TERM}.matchLabelKeys`] },
  { spec: pod(long, near({ ...beside('anchor'), mismatchLabelKeys: ['version'] })), metadata: { labels: { version: '1' } }, run: PHASE, sees: 'Pending', shows: [`${TERM}.mismatchLabelKeys`] },

  { spec: spread({ nodeAffinityPolicy: 'Ignore' }), run: PHASE, sees: 'Pending',
    shows: ['topologySpreadConstraints', [`${RULE}.maxSkew`, 2], [`${RULE}.topologyKey`, OS], [`${RULE}.whenUnsatisfiable`, 'ScheduleAnyway'], [`${RULE}.labelSelector`, { matchLabels: { spread: 'nobody' } }], `${RULE}.nodeAffinityPolicy`] },
  { spec: spread({ minDomains: 2 }), run: PHASE, sees: 'Pending', shows: [`${RULE}.minDomains`] },
  { spec: spread({ topologyKey: 'rack', nodeAffinityPolicy: 'Ignore', nodeTaintsPolicy: 'Honor' }), run: PHASE, sees: 'Running', shows: [`${RULE}.nodeTaintsPolicy`] },
  { spec: spread({ nodeAffinityPolicy: 'Ignore', matchLabelKeys: ['rev'] }), metadata: { labels: { rev: '2' } }, run: PHASE, sees: 'Running', shows: [`${RULE}.matchLabelKeys`] },
];
