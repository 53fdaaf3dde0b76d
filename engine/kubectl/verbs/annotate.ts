import { pairFlags } from '../print/pairFlags.ts';
import { changePairs } from '../resources/pairs.ts';
import { recordFlag } from '../resources/record.ts';
import type { Verb } from '../verb.ts';

export const annotate: Verb = {
  name: 'annotate',
  usage: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version] [options]',
  about: 'Set or remove annotations',
  flags: [...pairFlags('annotation', 'kubectl-annotate'), recordFlag],
  run: (context) => changePairs(context, { what: 'annotation', field: 'annotations', manager: 'kubectl-annotate' }),
};
