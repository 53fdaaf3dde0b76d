/** From the kubeconfig and the global flags to what is sent with every request. */
import type { User } from '../apiserver/index.ts';
import { isObject, parseDuration } from '../base/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { Flags } from './flags.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { textAt } from './objects.ts';
import { resolvePath } from './paths.ts';
import type { Place } from './paths.ts';
import type { Problem } from './problems.ts';

export type Connection = {
  readonly server: string;
  readonly namespace: string | undefined;
  readonly user: User | undefined;
  readonly headers: { readonly [name: string]: string };
  readonly trouble: Trouble | undefined;
};
/** Why no request arrives. */
export type Trouble = {
  readonly problem: Problem;
  /** The network's words if the server was tried at all: `dial tcp 127.0.0.1:1: connect: connection refused`. */
  readonly cause?: string;
  readonly server: string;
};

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** @param servers addresses at which the API server can be reached; @param admin whom the client certificate stands for */
export function connect(config: Kubeconfig, flags: Flags, command: Place, servers: readonly string[], admin: User): Connection {
  const broken = (problem: Problem): Connection => ({ server: '', namespace: undefined, user: undefined, headers: {}, trouble: { problem, server: '' } });
  const wanted = flags.text('context') || config.currentContext;
  const context = config.contexts.find((each) => each.name === wanted)?.context;
  if (context === undefined && wanted !== '') return broken({ type: 'plain', message: `Error in configuration: context was not found for specified context: ${wanted}` });

  const clusterName = flags.text('cluster') || textAt(context, 'cluster');
  const cluster = config.clusters.find((each) => each.name === clusterName)?.cluster;
  if (flags.text('cluster') !== '' && cluster === undefined) return broken({ type: 'text', message: `no server found for cluster ${JSON.stringify(clusterName)}` });
  const userName = flags.text('user') || textAt(context, 'user');
  const user = config.users.find((each) => each.name === userName)?.user;
  if (flags.text('user') !== '' && user === undefined) return broken({ type: 'text', message: `auth info ${JSON.stringify(userName)} does not exist` });
  const authority = flags.text('certificate-authority');
  if (authority !== '' && command.machine.files.stat(resolvePath(command, authority)) === undefined) {
    return broken({ type: 'text', message: `unable to read certificate-authority ${authority} for ${clusterName} due to open ${authority}: no such file or directory` });
  }
  if (!isTimeout(flags.text('request-timeout'))) {
    return broken({ type: 'text', message: 'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)' });
  }
  const server = flags.text('server') || textAt(cluster, 'server') || 'http://localhost:8080';
  const namespace = textAt(context, 'namespace');
  return {
    server, namespace: namespace === '' ? undefined : namespace, ...credentials(user, flags, admin),
    trouble: unreachable(server, servers) ?? untrusted(server, cluster, flags) ?? tooSlow(server, flags),
  };
}

const cannotConnect = (server: string, words: string): Trouble => ({ server, problem: { type: 'plain', message: `Unable to connect to the server: ${words}` } });

/** @k8s golden kubectl/unreachable-bad-credentials */
function unreachable(server: string, servers: readonly string[]): Trouble | undefined {
  const parts = /^([a-z]+):\/\/([^/]*)/.exec(server.includes('://') ? server : `https://${server}`);
  const [scheme, host] = [parts?.[1] ?? '', parts?.[2] ?? ''];
  if (servers.some((each) => each.replace(/\/$/, '') === server.replace(/\/$/, ''))) return undefined;
  if (scheme !== 'http' && scheme !== 'https') {
    const cause = `unsupported protocol scheme ${JSON.stringify(scheme)}`;
    return { ...cannotConnect(server, cause), cause };
  }
  const [name = '', port = scheme === 'http' ? '80' : '443'] = host.split(':');
  if (!/^[\d.]+$|^localhost$/.test(name)) {
    const cause = `dial tcp: lookup ${name}: no such host`;
    return { ...cannotConnect(server, cause), cause };
  }
  const address = `${name === 'localhost' ? '127.0.0.1' : name}:${port}`;
  return {
    server, cause: `dial tcp ${address}: connect: connection refused`,
    problem: { type: 'plain', message: `The connection to the server ${host} was refused - did you specify the right host or port?` },
  };
}

const CERTIFIED = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local', 'master01'];

function untrusted(server: string, cluster: JsonObject | undefined, flags: Flags): Trouble | undefined {
  if (!server.startsWith('https:') || flags.on('insecure-skip-tls-verify')) return undefined;
  const name = flags.text('tls-server-name');
  if (name !== '' && !CERTIFIED.includes(name)) return cannotConnect(server, `tls: failed to verify certificate: x509: certificate is valid for ${CERTIFIED.join(', ')}, not ${name}`);
  if (cluster !== undefined || flags.text('certificate-authority') !== '') return undefined;
  return cannotConnect(server, 'tls: failed to verify certificate: x509: certificate signed by unknown authority');
}

/** @k8s client-go/tools/clientcmd ParseTimeout */
function isTimeout(text: string): boolean {
  if (text === '' || /^\+?\d+$/.test(text)) return true;
  const parsed = parseDuration(text);
  return parsed.ok && parsed.ms >= 0;
}

/** What a request takes at least. */
const REQUEST_MS = 2;

function tooSlow(server: string, flags: Flags): Trouble | undefined {
  const given = flags.text('request-timeout');
  const parsed = parseDuration(/^\d+$/.test(given) ? `${given}s` : given);
  return parsed.ok && parsed.ms > 0 && parsed.ms < REQUEST_MS ? cannotConnect(server, 'context deadline exceeded') : undefined;
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
