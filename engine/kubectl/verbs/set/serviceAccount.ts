/** `kubectl set serviceaccount`. @k8s kubectl/pkg/cmd/set/set_serviceaccount.go */
import { fail } from '../../problems.ts';
import type { Verb } from '../../verb.ts';
import { runSetter, recordingFlags, withPodSpec } from './setter.ts';

export const setServiceAccount: Verb = {
  name: 'serviceaccount', aliases: ['sa'],
  usage: 'set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  about: 'Change the service account of pods',
  flags: recordingFlags,
  *run(context) {
    const name = context.args.at(-1) ?? fail('serviceaccount is required');
    return yield* runSetter(context, {
      args: context.args.slice(0, -1), done: 'serviceaccount updated', failure: 'failed to patch ServiceAccountName', alwaysPrint: true,
      change: (info) => withPodSpec(info, (spec) => ({ ...spec, serviceAccountName: name, ...(spec['serviceAccount'] === undefined ? {} : { serviceAccount: name }) })),
    });
  },
};
