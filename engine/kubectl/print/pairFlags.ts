/** Flags of label and annotate. */
import type { FlagSpec } from '../flags.ts';
import { allNamespacesFlag, dryRunFlag, fieldManagerFlag, fieldSelectorFlag, fileFlags, printFlags, selectorFlag } from './flags.ts';

export const pairFlags = (what: string, manager: string): readonly FlagSpec[] => [
  ...printFlags, ...fileFlags('to change'), selectorFlag, fieldSelectorFlag, allNamespacesFlag, dryRunFlag, fieldManagerFlag(manager),
  { name: 'all', type: 'bool', about: 'All objects of the types, in the namespace' },
  { name: 'list', type: 'bool', about: `Show the ${what}s` },
  { name: 'local', type: 'bool', about: 'Change what the file says and ask no server' },
  { name: 'overwrite', type: 'bool', about: 'Change values that are there already' },
  { name: 'resource-version', type: 'string', about: 'Change the object only if it still has this version' },
];
