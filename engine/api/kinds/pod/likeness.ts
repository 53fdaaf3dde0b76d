/** Whether two pods are of one template: nothing differs but the name of the volume with the token, of which each pod has its own. */
import { isList, isObject, type Json } from '../../../base/index.ts';
import type { PodSpec } from '../../schema/types.ts';

/** @k8s plugin/pkg/admission/serviceaccount/admission.go ServiceAccountVolumeName, names.SimpleNameGenerator */
const TOKEN_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

const tokenVolumeOf = ({ volumes = [] }: PodSpec): string | undefined => volumes.findLast(({ name }) => typeof name === 'string' && TOKEN_VOLUME.test(name))?.name;

/** Parts that both have from their template are one and the same object, so there is little to compare. */
export function areAlike(a: PodSpec, b: PodSpec): boolean {
  const from = tokenVolumeOf(a);
  const to = tokenVolumeOf(b);
  const alike = (x: Json | undefined, y: Json | undefined): boolean => {
    if (typeof x === 'string') return x === from ? y === to : x === y && y !== to;
    if (x === y) return true;
    if (isList(x)) return isList(y) && x.length === y.length && x.every((item, i) => alike(item, y[i]));
    if (!isObject(x) || !isObject(y)) return false;
    for (const key in x) if (!alike(x[key], y[key])) return false;
    for (const key in y) if (y[key] !== undefined && x[key] === undefined) return false;
    return true;
  };
  return alike(a as unknown as Json, b as unknown as Json); // API objects are JSON
}
