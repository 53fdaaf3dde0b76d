/** Which plain scalars are numbers, booleans and null. */
import { CORE_SCHEMA, NOT_RESOLVED, boolYaml11Tag, defineScalarTag, mergeTag } from 'js-yaml';
import { plainNumber } from './scalars.ts';

const numberTag = (tag: string) => defineScalarTag<number>(`tag:yaml.org,2002:${tag}`, {
  implicit: true,
  implicitFirstChars: Array.from('+-.0123456789'),
  identify: () => false,
  resolve: (text) => {
    const value = plainNumber(text);
    return value === undefined || (tag === 'int') !== Number.isInteger(value) ? NOT_RESOLVED : value;
  },
});

/** go-yaml v3, behind kustomize: `yes`, `on` and `y` are texts. */
export const KUSTOMIZE_SCHEMA = CORE_SCHEMA.withTags(mergeTag, numberTag('int'), numberTag('float'));
export const KUBERNETES_SCHEMA = CORE_SCHEMA.withTags(mergeTag, boolYaml11Tag, numberTag('int'), numberTag('float'));
