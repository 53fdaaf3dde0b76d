/** The fields that a KubeSchedulerConfiguration has: others are refused. @k8s kube-scheduler/config/v1/types.go, EnableStrict */
import type { Json } from '../../base/index.ts';

type Shape = { readonly [field: string]: Shape | null };
const PLUGIN: Shape = { name: null, weight: null };
const SET: Shape = { enabled: PLUGIN, disabled: PLUGIN };
const POINTS = ['preEnqueue', 'queueSort', 'preFilter', 'filter', 'postFilter', 'preScore', 'score', 'reserve', 'permit', 'preBind', 'bind', 'postBind', 'multiPoint', 'placementGenerate', 'placementScore'];
/** Below `null` anything goes: it is checked where it is used, or not used. Lists have the shape of their items. */
const CONFIGURATION: Shape = {
  apiVersion: null, kind: null, parallelism: null, leaderElection: null, clientConnection: null, enableProfiling: null, enableContentionProfiling: null,
  percentageOfNodesToScore: null, podInitialBackoffSeconds: null, podMaxBackoffSeconds: null, extenders: null, delayCacheUntilActive: null,
  profiles: { schedulerName: null, percentageOfNodesToScore: null, plugins: Object.fromEntries(POINTS.map((point) => [point, SET])), pluginConfig: { name: null, args: null } },
};

export const unknownFields = (value: Json): readonly string[] => walk(value, CONFIGURATION, '');

function walk(value: Json, shape: Shape, path: string): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item, i) => walk(item, shape, `${path}[${i}]`)); // an array of JSON
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const inside = shape[key];
    if (inside === undefined) return [here];
    return inside === null || below === undefined ? [] : walk(below, inside, here);
  });
}
