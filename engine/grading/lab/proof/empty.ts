/** Deleting what a check looks at never satisfies it: each check is judged on a cluster on which none of it was ever made. */
import { findByKind } from '../../../api/index.ts';
import { createCluster } from '../../../cluster/index.ts';
import { DEFAULT_START_TIME } from '../../../session/index.ts';
import { watchCheck } from '../../check/watchCheck.ts';
import type { Check } from '../../format/check.ts';
import { judgeOf } from '../exam.ts';
import type { Lab } from '../lab.ts';
import { variantOf } from '../variant.ts';

type Wanted = { readonly apiVersion: string; readonly kind: string; readonly namespace?: string | undefined; readonly name?: string | undefined; readonly labels?: { readonly [key: string]: string } | undefined };
const wantedBy = ({ resource, select, list }: Check): Wanted | undefined =>
  (resource === undefined ? select ?? list : { apiVersion: resource.apiVersion, kind: resource.kind, ...resource.metadata });

/** Ids of checks that are satisfied by nothing at all. What every cluster has (nodes, the Service kubernetes) is not nothing. */
export function satisfiedByNothing(lab: Lab, seed: string): readonly string[] {
  const { spec } = variantOf(lab, seed).lab;
  const cluster = createCluster({ preset: spec.cluster, seed, startTime: DEFAULT_START_TIME });
  const isThere = ({ apiVersion, kind, namespace = 'default', name, labels = {} }: Wanted): boolean => {
    const known = findByKind(apiVersion, kind);
    return known !== undefined && cluster.client.informer(known).list(known.namespaced ? namespace : undefined).some(({ metadata }) =>
      (name === undefined || metadata?.name === name) && Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value));
  };
  return spec.checks.filter((check) => {
    const wanted = wantedBy(check);
    if (wanted === undefined || check.mayBeEmpty || isThere(wanted)) return false;
    const watch = watchCheck(cluster, check, judgeOf(check), 0);
    watch.begin();
    return watch.finish().passed;
  }).map(({ id }) => id);
}
