import type { JsonObject } from '../../../base/index.ts';
import { textAt } from '../../objects.ts';
import { printFlags } from '../../print/flags.ts';
import { createPrinter } from '../../print/printer.ts';
import { Failure, fail, problemText } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { oneName } from './generator.ts';

const BOUND_KINDS: { readonly [kind: string]: string } = { Node: 'v1', Pod: 'v1', Secret: 'v1' };

export const createToken: Verb = {
  name: 'token',
  usage: 'create token SERVICE_ACCOUNT_NAME [options]',
  about: 'Ask for a token of a service account',
  flags: [
    ...printFlags,
    { name: 'audience', type: 'array', about: 'Whom the token is for' },
    { name: 'bound-object-kind', type: 'string', about: 'Kind of the object with which the token ends' },
    { name: 'bound-object-name', type: 'string', about: 'Name of that object' },
    { name: 'bound-object-uid', type: 'string', about: 'Uid of that object' },
    { name: 'duration', type: 'duration', about: 'How long the token is good for' },
  ],
  *run(context) {
    const name = oneName(context);
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: specOf(context) };
    let answer: JsonObject;
    try { answer = context.api.call('POST', `/api/v1/namespaces/${context.namespace}/serviceaccounts/${encodeURIComponent(name)}/token`, { body }); }
    catch (error) {
      if (error instanceof Failure) fail(`failed to create token: ${problemText(error.problem)}`);
      throw error;
    }
    if (textAt(answer, 'status', 'token') === '') fail('failed to create token: no token in server response');
    context.out(context.flags.text('output') === '' ? `${textAt(answer, 'status', 'token')}\n` : createPrinter(context)(answer));
    return 0;
  },
};

function specOf(context: KubectlContext): JsonObject {
  const { flags } = context;
  const duration = flags.durationMs('duration');
  if (duration < 0) fail('--duration must be greater than or equal to 0');
  if (duration % 1000 !== 0) fail('--duration cannot be expressed in units less than seconds');
  if (flags.list('audience').includes('')) fail('--audience must not be an empty string');
  const [kind, name, uid] = [flags.text('bound-object-kind'), flags.text('bound-object-name'), flags.text('bound-object-uid')];
  if (kind === '' && name !== '') fail('--bound-object-name can only be set if --bound-object-kind is provided');
  if (kind === '' && uid !== '') fail('--bound-object-uid can only be set if --bound-object-kind is provided');
  if (kind !== '' && BOUND_KINDS[kind] === undefined) fail(`supported --bound-object-kind values are ${Object.keys(BOUND_KINDS).join(', ')}`);
  if (kind !== '' && name === '') fail('--bound-object-name is required if --bound-object-kind is provided');
  const seconds = duration / 1000;
  return {
    audiences: flags.list('audience'), ...(seconds > 0 ? { expirationSeconds: seconds } : {}),
    ...(kind === '' ? {} : { boundObjectRef: { kind, apiVersion: BOUND_KINDS[kind] ?? 'v1', name, ...(uid === '' ? {} : { uid }) } }),
  };
}
