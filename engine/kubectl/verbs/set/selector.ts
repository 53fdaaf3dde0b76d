/** `kubectl set selector`. @k8s kubectl/pkg/cmd/set/set_selector.go */
import { parseLabelSelector } from '../../../base/index.ts';
import { withField } from '../../objects.ts';
import { fail } from '../../problems.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Verb } from '../../verb.ts';
import { runSetter, recordingFlags } from './setter.ts';

export const setSelector: Verb = {
  name: 'selector',
  usage: 'set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  about: 'Change the selector of a service',
  flags: [...recordingFlags, { name: 'resource-version', type: 'string', about: 'Change the object only if it still has this version' }],
  *run(context) {
    const { args } = context;
    const last = args.at(-1);
    // The last word is the selector, whatever it is. @k8s kubectl/pkg/cmd/set/set_selector.go getResourcesAndSelector
    if (last === undefined) return fail('one selector is required');
    const parsed = parseLabelSelector(last);
    if (!parsed.ok) return fail(`couldn't parse the selector string ${JSON.stringify(last)}: ${parsed.error}`);
    const difficult = parsed.requirements.filter(({ operator }) => operator !== '=' && operator !== '==');
    if (difficult.length > 0) {
      yield* selectResources(context, { ...selectFlags(context), args: args.slice(0, -1), flatten: true }); // its problems come first
      fail(`match expression [${difficult.map(({ key, operator, values }) => `{${key} ${operator} [${values.join(' ')}]}`).join(' ')}] not supported on this object`);
    }
    const selector = Object.fromEntries(parsed.requirements.map(({ key, values }) => [key, values[0] ?? '']));
    return yield* runSetter(context, {
      args: args.slice(0, -1), done: 'selector updated', alwaysPrint: true,
      change(info) {
        if (info.resource.kind !== 'Service') fail('setting a selector is only supported for Services');
        const wanted = withField(info.object, ['spec', 'selector'], selector);
        const version = context.flags.text('resource-version');
        return version === '' ? wanted : withField(wanted, ['metadata', 'resourceVersion'], version);
      },
    });
  },
};
