import { pairFlags } from '../print/pairFlags.ts';
import { changePairs } from '../resources/pairs.ts';
import { recordFlag } from '../resources/record.ts';
import type { Verb } from '../verb.ts';

export const label: Verb = {
  name: 'label',
  usage: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  about: 'Set or remove labels',
  flags: [...pairFlags('label', 'kubectl-label'), recordFlag],
  run: (context) => changePairs(context, { what: 'label', field: 'labels', manager: 'kubectl-label' }),
};
