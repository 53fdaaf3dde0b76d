/** Writes objects that our own code made, straight into the store: complete, valid, and many. */
import { invariant } from '../../base/index.ts';
import { parseApiVersion, type KindDefinition, type KubeObject } from '../../api/index.ts';
import { keyOf, resourceOf, type Because } from '../../store/index.ts';
import type { Ids } from '../../time/index.ts';
import type { ResourceRequest, ServerContext } from '../context.ts';
import { stampForCreate } from '../metadata.ts';
import { EMPTY_QUERY } from '../query.ts';
import type { User } from '../request.ts';

/** Whom requests of the API server to itself come from. */
const ITSELF: User = { name: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] };

const WORD = 0x1_0000_0000;

/** UUIDs of four draws each instead of one for every digit: there are hundreds at once, and others' ids stay what they were. */
function quickIds({ random, ids }: ServerContext): Ids {
  const word = (): string => (WORD + Math.floor(random.float('bootstrap uid') * WORD)).toString(16).slice(1);
  return {
    ...ids,
    uid() {
      const [a, b, c, d] = [word(), word(), word(), word()];
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${'89ab'.charAt(Number.parseInt(c.charAt(0), 16) % 4)}${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
}

/** Only what the record of field owners looks at. */
const requestFor = (kind: KindDefinition, manager: string, because: Because): ResourceRequest => ({
  kind, asked: kind, resource: resourceOf(kind), namespace: undefined, name: undefined, subresource: undefined, rest: '', query: EMPTY_QUERY, method: 'POST',
  headers: { 'user-agent': manager }, body: undefined, user: ITSELF, because, trusted: true, warn: () => undefined,
});

/**
 * No defaults, admission and validation: a test proves that these objects need none. Names, uids and times are the server's, as always.
 * Objects that are there already stay as they are.
 */
export function install(context: ServerContext, objects: readonly KubeObject[], manager: string, because: Because): void {
  const requests = new Map<string, ResourceRequest>();
  const stamping = { ...context, ids: quickIds(context) };
  for (const object of objects) {
    const { apiVersion = '', kind: kindName = '', metadata } = object;
    let request = requests.get(kindName);
    if (request === undefined) {
      const { group, version } = parseApiVersion(apiVersion);
      const kind = context.registry.byKind(group, version, kindName);
      invariant(kind !== undefined, `no kind ${kindName} in ${apiVersion}`);
      request = requestFor(kind, manager, because);
      requests.set(kindName, request);
    }
    const { name = '', namespace } = metadata ?? {};
    const key = keyOf(namespace, name);
    if (context.store.get(request.resource, key) !== undefined) continue;
    const stored = context.store.put(request.resource, key, stampForCreate(stamping, object, namespace, name), because).object;
    context.ownership.wrote(request, { old: undefined, claimed: stored }, stored);
  }
}
