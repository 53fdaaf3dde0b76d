/** All verbs, in alphabetical order. Adding one is one file and one line here. */
import type { Verb } from '../verb.ts';
import { apply } from './apply.ts';
import { create } from './create.ts';
import { deleteVerb } from './delete.ts';
import { get } from './get.ts';

export const VERBS: readonly Verb[] = [
  apply,
  create,
  deleteVerb,
  get,
];
