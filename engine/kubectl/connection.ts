/** From the kubeconfig and the global flags to what is sent with every request. */
import type { Credentials } from '../apiserver/index.ts';
import { parseDuration } from '../base/index.ts';
import type { JsonObject } from '../base/index.ts';
import { bytesText, decodePem, fromBase64, sameBytes } from '../pki/index.ts';
import { authInfoOf, authProblems, shown } from './credentials.ts';
import type { Flags } from './flags.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { textAt } from './objects.ts';
import { readText, resolvePath } from './paths.ts';
import type { Place } from './paths.ts';
import type { Problem } from './problems.ts';

export type Connection = {
  readonly server: string;
  readonly namespace: string | undefined;
  readonly credentials: Credentials;
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

/** How the API server can be reached. */
export type Servers = {
  /** Its addresses: a kubeconfig with another one is refused. */
  readonly addresses: readonly string[];
  /** PEM of who signed its certificate; without it everything is trusted. */
  readonly authority?: string | undefined;
};

export function connect(config: Kubeconfig, flags: Flags, command: Place, servers: Servers): Connection {
  const broken = (problem: Problem): Connection => ({ server: '', namespace: undefined, credentials: {}, headers: {}, trouble: { problem, server: '' } });
  const text = (message: string): Connection => broken({ type: 'text', message });
  const wanted = flags.text('context') || config.currentContext;
  const context = config.contexts.find((each) => each.name === wanted)?.context;
  if (context === undefined && wanted !== '') return broken({ type: 'plain', message: `Error in configuration: context was not found for specified context: ${wanted}` });

  const clusterName = flags.text('cluster') || textAt(context, 'cluster');
  const cluster = config.clusters.find((each) => each.name === clusterName)?.cluster;
  if (flags.text('cluster') !== '' && cluster === undefined) return text(`no server found for cluster ${JSON.stringify(clusterName)}`);
  const userName = flags.text('user') || textAt(context, 'user');
  const user = config.users.find((each) => each.name === userName)?.user;
  if (flags.text('user') !== '' && user === undefined) return text(`auth info ${JSON.stringify(userName)} does not exist`);
  const info = authInfoOf(userName, user, flags);
  const authority = flags.text('certificate-authority') || (textAt(cluster, 'certificate-authority-data') === '' ? textAt(cluster, 'certificate-authority') : '');
  const problems = [...authProblems(info, command), ...(authority === '' || command.machine.files.realPath(resolvePath(command, authority)) !== undefined ? []
    : [`unable to read certificate-authority ${authority} for ${clusterName} due to open ${authority}: no such file or directory`])];
  // @k8s kubectl/pkg/cmd/util/helpers.go checkErr, MultilineError
  if (problems.length > 1) return broken({ type: 'plain', message: `Error in configuration: \n${problems.map((each) => `* ${each}`).join('\n')}` });
  if (problems[0] !== undefined) return text(problems[0]);
  if (!isTimeout(flags.text('request-timeout'))) {
    return text('Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)');
  }
  const show = shown(info, command);
  if ('error' in show) return text(show.error);
  const server = flags.text('server') || textAt(cluster, 'server') || 'http://localhost:8080';
  const namespace = textAt(context, 'namespace');
  return {
    server, namespace: namespace === '' ? undefined : namespace, ...show,
    trouble: unreachable(server, servers.addresses) ?? untrusted(server, cluster, authority, flags, command, servers.authority) ?? tooSlow(server, flags),
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

/** @param authorityFile the file to trust; @param signer PEM of who signed the server's certificate */
function untrusted(server: string, cluster: JsonObject | undefined, authorityFile: string, flags: Flags, command: Place, signer: string | undefined): Trouble | undefined {
  if (!server.startsWith('https:') || flags.on('insecure-skip-tls-verify') || cluster?.['insecure-skip-tls-verify'] === true) return undefined;
  const unknown = cannotConnect(server, 'tls: failed to verify certificate: x509: certificate signed by unknown authority');
  const name = flags.text('tls-server-name') || textAt(cluster, 'tls-server-name');
  if (name !== '' && !CERTIFIED.includes(name)) return cannotConnect(server, `tls: failed to verify certificate: x509: certificate is valid for ${CERTIFIED.join(', ')}, not ${name}`);
  const data = textAt(cluster, 'certificate-authority-data');
  if (authorityFile === '' && data === '') return unknown;
  if (signer === undefined) return undefined;
  const bundle = authorityFile !== '' ? readText(command, authorityFile) : bytesText(fromBase64(data) ?? new Uint8Array(0));
  if (bundle === signer) return undefined;
  const own = decodePem(signer)[0]?.der ?? new Uint8Array(0);
  const trusted = decodePem(bundle);
  if (trusted.length === 0) return { server, problem: { type: 'text', message: 'unable to load root certificates: unable to parse bytes as PEM block' } };
  return trusted.some(({ der }) => sameBytes(der, own)) ? undefined : unknown;
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
