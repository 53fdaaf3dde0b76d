/** How a plugin says no. @k8s apiserver/pkg/admission/errors.go NewForbidden */
import { forbiddenStatus, type KubeObject } from '../../api/index.ts';
import { fail, type Failure } from '../context.ts';
import type { Attributes } from './types.ts';

/** Objects that have no name yet are called by the beginning of it. */
export function nameFor({ name }: Attributes, object: KubeObject | undefined): string {
  if (name !== '') return name;
  const { name: own = '', generateName = '' } = object?.metadata ?? {};
  return own !== '' ? own : generateName !== '' ? generateName : 'Unknown';
}

export const forbid = (attributes: Attributes, object: KubeObject | undefined, why: string): Failure =>
  fail(forbiddenStatus({ group: attributes.kind.group, resource: attributes.kind.plural }, nameFor(attributes, object), why));

/** Several errors as one: `[a, b]`, repetitions left out. @k8s apimachinery/pkg/util/errors/errors.go */
export function aggregate(errors: readonly string[]): string {
  const different = [...new Set(errors)];
  return different.length === 1 ? different[0] ?? '' : `[${different.join(', ')}]`;
}
