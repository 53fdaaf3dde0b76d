/** The annotation in which `kubectl apply` keeps what was applied. @k8s kubectl/pkg/util/apply.go */
import type { Json, JsonObject } from '../../base/index.ts';
import { annotationsOf, goJson, objectAt, withField } from '../objects.ts';
import { parseJson } from './json.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object as it is kept: without the annotation itself; an empty map of annotations stays. */
export function configurationText(object: JsonObject): string {
  const annotations: { [key: string]: Json | undefined } = { ...objectAt(object, 'metadata', 'annotations') };
  delete annotations[LAST_APPLIED];
  return `${goJson(withField(object, ['metadata', 'annotations'], annotations))}\n`;
}

export const withLastApplied = (object: JsonObject): JsonObject => withField(object, ['metadata', 'annotations', LAST_APPLIED], configurationText(object));

export const hasLastApplied = (object: JsonObject): boolean => annotationsOf(object)[LAST_APPLIED] !== undefined;

export function lastAppliedOf(object: JsonObject): Json | undefined {
  const text = annotationsOf(object)[LAST_APPLIED];
  return text === undefined ? undefined : parseJson(text);
}
