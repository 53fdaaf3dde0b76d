/** From the kubeconfig and the global flags to what is sent with every request. */
import type { User } from '../apiserver/index.ts';
import { isObject } from '../base/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { Flags } from './flags.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { textAt } from './objects.ts';
import type { Problem } from './problems.ts';

export type Connection = {
  readonly server: string;
  readonly namespace: string | undefined;
  readonly user: User | undefined;
  readonly headers: { readonly [name: string]: string };
  readonly problem: Problem | undefined;
};

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** @param servers addresses at which the API server can be reached; @param admin whom the client certificate stands for */
export function connect(config: Kubeconfig, flags: Flags, servers: readonly string[], admin: User): Connection {
  const wanted = flags.text('context') || config.currentContext;
  const context = config.contexts.find((each) => each.name === wanted)?.context;
  const plain = (message: string): Connection => broken({ type: 'plain', message });
  const broken = (problem: Problem): Connection => ({ server: '', namespace: undefined, user: undefined, headers: {}, problem });
  if (context === undefined && wanted !== '') return plain(`Error in configuration: context was not found for specified context: ${wanted}`);

  const clusterName = flags.text('cluster') || textAt(context, 'cluster');
  const cluster = config.clusters.find((each) => each.name === clusterName)?.cluster;
  if (flags.text('cluster') !== '' && cluster === undefined) return broken({ type: 'text', message: `no server found for cluster ${JSON.stringify(clusterName)}` });
  const userName = flags.text('user') || textAt(context, 'user');
  const user = config.users.find((each) => each.name === userName)?.user;
  if (flags.text('user') !== '' && user === undefined) return broken({ type: 'text', message: `auth info ${JSON.stringify(userName)} does not exist` });

  const server = flags.text('server') || textAt(cluster, 'server') || 'http://localhost:8080';
  const namespace = textAt(context, 'namespace');
  const refused = unreachable(server, servers);
  return { server, namespace: namespace === '' ? undefined : namespace, ...credentials(user, flags, admin), problem: refused };
}

/** @k8s golden kubectl/unreachable-bad-credentials */
function unreachable(server: string, servers: readonly string[]): Problem | undefined {
  const parts = /^([a-z]+):\/\/([^/]*)/.exec(server.includes('://') ? server : `https://${server}`);
  const [scheme, host] = [parts?.[1] ?? '', parts?.[2] ?? ''];
  if (servers.some((each) => each.replace(/\/$/, '') === server.replace(/\/$/, ''))) return undefined;
  if (scheme !== 'http' && scheme !== 'https') return { type: 'plain', message: `error: couldn't get current server API group list: Get "${server}/api?timeout=32s": unsupported protocol scheme "${scheme}"` };
  return { type: 'plain', message: `The connection to the server ${host} was refused - did you specify the right host or port?` };
}

function credentials(user: JsonObject | undefined, flags: Flags, admin: User): Pick<Connection, 'user' | 'headers'> {
  const headers: { [name: string]: string } = {};
  const token = flags.text('token') || textAt(user, 'token');
  const certificate = isObject(user) && ('client-certificate' in user || 'client-certificate-data' in user);
  if (token !== '') headers['authorization'] = `Bearer ${token}`;
  if (flags.text('as') !== '') headers['impersonate-user'] = flags.text('as');
  if (flags.list('as-group').length > 0) headers['impersonate-group'] = flags.list('as-group').join(',');
  if (flags.text('as-uid') !== '') headers['impersonate-uid'] = flags.text('as-uid');
  return { headers, user: token !== '' ? undefined : certificate ? certificateUser(user, admin) : ANONYMOUS };
}

/** Our kubeconfig files carry the subject in the clear instead of a certificate: `peapod:<name>:<group>,<group>`. */
function certificateUser(user: JsonObject, admin: User): User {
  const subject = textAt(user, 'client-certificate-data');
  const parts = /^peapod:([^:]+):(.*)$/.exec(subject);
  return parts === null ? admin : { name: parts[1] ?? '', groups: [...(parts[2] ?? '').split(',').filter((each) => each !== ''), 'system:authenticated'] };
}
