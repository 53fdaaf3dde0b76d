/** `config set-cluster` and `set-credentials`: entries that name or hold certificates. @k8s kubectl/pkg/cmd/config/set_cluster.go, set_credentials.go */
import { encodeBase64 } from '../../../api/index.ts';
import type { Json, JsonObject } from '../../../base/index.ts';
import type { FlagSpec } from '../../flags.ts';
import { verbHelp } from '../../help.ts';
import { readText, resolvePath } from '../../paths.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';

const text = (name: string, about: string): FlagSpec => ({ name, type: 'string', about });
const EMBED: FlagSpec = { name: 'embed-certs', type: 'bool', about: 'Put certificates into the kubeconfig itself' };
type Entry = { [key: string]: Json | undefined };

/** @param words they differ from verb to verb */
function oneName(context: KubectlContext, words: string): string {
  const [name, ...more] = context.args;
  if (name !== undefined && more.length === 0) return name;
  context.out(verbHelp(context.verb));
  return fail(`${words}: [${context.args.join(' ')}]`);
}

/** A file's name as an absolute path, or with --embed-certs its content; either takes the place of the other. */
function setFile(context: KubectlContext, entry: Entry, flag: string): void {
  if (!context.flags.changed(flag)) return;
  const path = context.flags.text(flag);
  delete entry[flag];
  if (context.flags.on('embed-certs')) {
    if (path !== '') entry[`${flag}-data`] = encodeBase64(readText(context.command, path));
    return;
  }
  if (path === '') return;
  entry[flag] = resolvePath(context.command, path);
  delete entry[`${flag}-data`];
}

function checkEmbedded(context: KubectlContext, flags: readonly string[], nothing: string): void {
  if (!context.flags.on('embed-certs')) return;
  const given = flags.filter((flag) => context.flags.text(flag) !== '');
  if (given.length === 0) fail(nothing);
  for (const flag of given) {
    const path = context.flags.text(flag);
    if (context.command.machine.files.realPath(resolvePath(context.command, path)) === undefined) fail(`could not stat ${flag} file ${path}: stat ${path}: no such file or directory`);
  }
}

const without = (entry: Entry): JsonObject => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== '' && value !== false));

export const setCluster: Verb = {
  name: 'set-cluster', usage: 'config set-cluster NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
  about: 'Change a cluster',
  flags: [
    text('certificate-authority', 'File with the certificate of the authority'), EMBED, { name: 'insecure-skip-tls-verify', type: 'bool', about: 'Do not check the certificate' },
    text('proxy-url', 'Address of a proxy'), text('server', 'Address of the API server'), text('tls-server-name', 'Name expected in the certificate'),
  ],
  *run(context) {
    const name = oneName(context, 'Unexpected args');
    const { flags } = context;
    if (flags.on('insecure-skip-tls-verify') && flags.text('certificate-authority') !== '') fail('you cannot specify a certificate authority and insecure mode at the same time');
    checkEmbedded(context, ['certificate-authority'], 'you must specify a --certificate-authority to embed');
    const config = context.configStore.load();
    const present = config.clusters.find((each) => each.name === name);
    const entry: Entry = { ...present?.cluster };
    for (const flag of ['server', 'tls-server-name', 'proxy-url']) if (flags.changed(flag)) entry[flag] = flags.text(flag);
    if (flags.changed('insecure-skip-tls-verify')) {
      entry['insecure-skip-tls-verify'] = flags.on('insecure-skip-tls-verify');
      if (flags.on('insecure-skip-tls-verify')) { delete entry['certificate-authority']; delete entry['certificate-authority-data']; }
    }
    setFile(context, entry, 'certificate-authority');
    if (flags.text('certificate-authority') !== '') delete entry['insecure-skip-tls-verify'];
    const changed = { name, cluster: without(entry) };
    context.configStore.save({ ...config, clusters: present === undefined ? [...config.clusters, changed] : config.clusters.map((each) => (each === present ? changed : each)) });
    context.out(`Cluster ${JSON.stringify(name)} set.\n`);
    return 0;
  },
};

export const setCredentials: Verb = {
  name: 'set-credentials',
  usage: 'config set-credentials NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password]', about: 'Change a user',
  flags: [text('client-certificate', 'File with the client certificate'), text('client-key', 'File with the client key'), EMBED, text('password', 'Password'), text('token', 'Bearer token'), text('username', 'User name')],
  *run(context) {
    const name = oneName(context, 'unexpected args');
    const { flags } = context;
    const methods = [...(flags.text('token') === '' ? [] : ['--token']), ...(flags.text('username') === '' && flags.text('password') === '' ? [] : ['--username/--password'])];
    if (methods.length > 1) fail(`you cannot specify more than one authentication method at the same time: ${methods.join(', ')}`);
    checkEmbedded(context, ['client-certificate', 'client-key'], 'you must specify a --client-certificate or --client-key to embed');
    const config = context.configStore.load();
    const present = config.users.find((each) => each.name === name);
    const entry: Entry = { ...present?.user };
    setFile(context, entry, 'client-certificate');
    setFile(context, entry, 'client-key');
    // A token and a password exclude each other.
    if (flags.text('token') !== '') { delete entry['username']; delete entry['password']; delete entry['tokenFile']; }
    if (flags.text('username') !== '' || flags.text('password') !== '') { delete entry['token']; delete entry['tokenFile']; }
    for (const flag of ['token', 'username', 'password']) if (flags.changed(flag)) entry[flag] = flags.text(flag);
    const changed = { name, user: without(entry) };
    context.configStore.save({ ...config, users: present === undefined ? [...config.users, changed] : config.users.map((each) => (each === present ? changed : each)) });
    context.out(`User ${JSON.stringify(name)} set.\n`);
    return 0;
  },
};
