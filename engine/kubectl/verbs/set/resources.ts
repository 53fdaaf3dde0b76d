/** `kubectl set resources`. @k8s kubectl/pkg/cmd/set/set_resources.go */
import { canonicalQuantity, parseQuantity, QUANTITY_ERROR } from '../../../base/index.ts';
import { objectAt, stringMapAt, textAt } from '../../objects.ts';
import { MISSING_RESOURCE } from '../../resources/arguments.ts';
import { fail } from '../../problems.ts';
import type { Verb } from '../../verb.ts';
import { asProblem, containersOf, matchesPattern, runSetter, recordingFlags, withContainers, withPodSpec } from './setter.ts';

/** `cpu=100m,memory=1Gi`. @k8s kubectl/pkg/generate/versioned HandleResourceRequirementsV1 */
function amounts(text: string): { readonly [resource: string]: string } {
  if (text === '') return {};
  return Object.fromEntries(text.split(',').map((part) => {
    const pieces = part.split('=');
    const [name = '', amount = ''] = pieces;
    if (pieces.length !== 2) fail(`Invalid argument syntax ${part}, expected <resource>=<value>`);
    if (!parseQuantity(amount).ok) fail(QUANTITY_ERROR);
    return [name, canonicalQuantity(amount)];
  }));
}

export const setResources: Verb = {
  name: 'resources',
  usage: 'set resources (-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]',
  about: 'Change requests and limits of containers',
  flags: [
    ...recordingFlags,
    { name: 'containers', short: 'c', type: 'string', default: '*', about: 'Names of the containers; * stands for any letters' },
    { name: 'limits', type: 'string', about: 'Limits, as cpu=200m,memory=512Mi' },
    { name: 'requests', type: 'string', about: 'Requests, as cpu=100m,memory=256Mi' },
  ],
  *run(context) {
    const { flags, args } = context;
    if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '' && !flags.on('local')) fail(MISSING_RESOURCE);
    if (flags.text('limits') === '' && flags.text('requests') === '') fail('you must specify an update to requests or limits (in the form of --requests/--limits)');
    const [limits, requests] = [amounts(flags.text('limits')), amounts(flags.text('requests'))];
    const pattern = flags.text('containers');
    const chosen = (container: Parameters<Parameters<typeof withContainers>[1]>[0]): boolean => matchesPattern(pattern, textAt(container, 'name'));
    return yield* runSetter(context, {
      args, done: 'resource requirements updated', failure: 'failed to patch resources update to pod template',
      change: (info, problems) => withPodSpec(info, (spec) => {
        if (!containersOf(spec).some(chosen)) problems.push(asProblem(`unable to find container named ${pattern}`));
        return withContainers(spec, (container) => {
          if (!chosen(container)) return container;
          const merged = (key: 'limits' | 'requests', more: { readonly [resource: string]: string }) =>
            (Object.keys(more).length === 0 ? {} : { [key]: { ...stringMapAt(container, 'resources', key), ...more } });
          return { ...container, resources: { ...objectAt(container, 'resources'), ...merged('limits', limits), ...merged('requests', requests) } };
        });
      }),
    });
  },
};
