/** `kubectl certificate`: signing requests come with a later issue. */
import { fail } from '../problems.ts';
import type { Verb } from '../verb.ts';

const later = (name: string, about: string): Verb => ({
  name, about, usage: `certificate ${name} (-f FILENAME | NAME)`, flags: [],
  *run() { return fail('this cluster has no certificate signing requests: "kubectl certificate" has nothing to work on'); },
});

export const certificate: Verb = {
  name: 'certificate', usage: 'certificate SUBCOMMAND', about: 'Approve or deny certificate signing requests', flags: [],
  subcommands: [later('approve', 'Approve a request'), later('deny', 'Deny a request')],
};
