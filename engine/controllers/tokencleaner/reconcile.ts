/** A bootstrap token goes when its time is over. @k8s pkg/controller/bootstrap/tokencleaner.go */
import { KINDS, type Secret } from '../../api/index.ts';
import { lifeLeft } from '../bootstrapTokens.ts';
import { keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'token-cleaner';

export function* reconcileExpiry(secret: Secret, now: number): Reconcile {
  const left = lifeLeft(secret, now);
  if (left === undefined) return undefined;
  if (left > 0) { yield [{ verb: 'again', afterMs: left }]; return undefined; }
  const because = { by: BY, rule: 'the token has expired', cause: `secrets/${keyOf(secret)}` };
  yield* send({ verb: 'delete', kind: kindOf(KINDS.Secret), namespace: namespaceOf(secret), name: nameOf(secret), because, options: { preconditions: { uid: uidOf(secret) } } });
  return undefined;
}
