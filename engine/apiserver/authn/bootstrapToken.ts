/** Tokens with which a machine asks to join. @k8s plugin/pkg/auth/authenticator/token/bootstrap/bootstrap.go */
import { decodeBase64, KINDS, type Secret } from '../../api/index.ts';
import { keyOf, resourceOf } from '../../store/index.ts';
import type { ServerContext } from '../context.ts';
import type { User } from '../request.ts';

const TOKEN = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;
const GROUP = /^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/;

/** Undefined: no such token, or it may not be used for this any more. */
export function bootstrapUser(context: ServerContext, token: string): User | undefined {
  const [, id = '', secretPart = ''] = TOKEN.exec(token) ?? [];
  if (id === '') return undefined;
  const secret = context.store.get(resourceOf(KINDS.Secret), keyOf('kube-system', `bootstrap-token-${id}`)) as Secret | undefined; // the resource tells the type
  const data = (key: string): string => decodeBase64(secret?.data?.[key] ?? '');
  if (secret === undefined || secret.metadata?.deletionTimestamp !== undefined || secret.type !== 'bootstrap.kubernetes.io/token') return undefined;
  if (data('token-id') !== id || data('token-secret') !== secretPart || data('usage-bootstrap-authentication') !== 'true') return undefined;
  const ends = data('expiration');
  if (ends !== '' && !(Date.parse(ends) > context.clock.now)) return undefined;
  const extra = data('auth-extra-groups').split(',').filter((group) => group !== '');
  if (!extra.every((group) => GROUP.test(group))) return undefined;
  return { name: `system:bootstrap:${id}`, groups: [...new Set(['system:bootstrappers', ...extra])].sort() };
}
