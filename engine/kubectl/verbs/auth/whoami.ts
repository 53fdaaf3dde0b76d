/** `kubectl auth whoami`. @k8s kubectl/pkg/cmd/auth/whoami.go; golden kubectl/auth-reconcile-whoami */
import { createTabWriter, type JsonObject } from '../../../base/index.ts';
import { listAt, objectAt, textAt } from '../../objects.ts';
import { printFlags } from '../../print/flags.ts';
import { createPrinter } from '../../print/printer.ts';
import { Failure, fail, statusProblem } from '../../problems.ts';
import type { Verb } from '../../verb.ts';

export const whoami: Verb = {
  name: 'whoami',
  usage: 'auth whoami [options]',
  about: 'Show who the server thinks you are',
  flags: printFlags,
  *run(context) {
    const printer = context.flags.text('output') === '' && context.flags.text('template') === '' ? table : createPrinter(context, { typed: true });
    const answer = context.api.attempt('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', metadata: {}, status: { userInfo: {} } },
    });
    if (!answer.ok) {
      const { reason } = answer.status;
      if (reason === 'Forbidden') fail('the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it');
      if (reason === 'NotFound') fail('the selfsubjectreviews API is not enabled in the cluster');
      throw new Failure(statusProblem(answer.status));
    }
    context.out(printer(answer.body));
    return 0;
  },
};

const list = (user: JsonObject, ...path: readonly string[]): string => `[${listAt(user, ...path).map(String).join(' ')}]`;

function table(review: JsonObject): string {
  const user = objectAt(review, 'status', 'userInfo');
  const writer = createTabWriter();
  writer.write('ATTRIBUTE\tVALUE\n');
  if (textAt(user, 'username') !== '') writer.write(`Username\t${textAt(user, 'username')}\n`);
  if (textAt(user, 'uid') !== '') writer.write(`UID\t${textAt(user, 'uid')}\n`);
  if (listAt(user, 'groups').length > 0) writer.write(`Groups\t${list(user, 'groups')}\n`);
  for (const key of Object.keys(objectAt(user, 'extra')).sort()) writer.write(`Extra: ${key}\t${list(user, 'extra', key)}\n`);
  return writer.flush();
}
