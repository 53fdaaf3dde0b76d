/** All verbs, in alphabetical order. Adding one is one file and one line here. */
import type { Verb } from '../verb.ts';
import { annotate } from './annotate.ts';
import { apply } from './apply.ts';
import { attach } from './attach.ts';
import { auth } from './auth.ts';
import { create } from './create.ts';
import { deleteVerb } from './delete.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { edit } from './edit.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { label } from './label.ts';
import { logs } from './logs.ts';
import { patch } from './patch.ts';
import { replace } from './replace.ts';
import { rollout } from './rollout.ts';
import { run } from './run.ts';
import { scale } from './scale.ts';
import { set } from './set.ts';
import { alpha, completion, kustomize, options, plugin } from './small.ts';
import { wait } from './wait.ts';

export const VERBS: readonly Verb[] = [
  alpha,
  annotate,
  apply,
  attach,
  auth,
  completion,
  create,
  deleteVerb,
  describe,
  diff,
  edit,
  events,
  exec,
  expose,
  get,
  kustomize,
  label,
  logs,
  options,
  patch,
  plugin,
  replace,
  rollout,
  run,
  scale,
  set,
  wait,
];
