/** `kubectl create secret`. @k8s kubectl/pkg/cmd/create/create_secret*.go */
import { bytesToBase64, encodeBase64 } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { pairProblem } from '../../credentials.ts';
import { toBytes } from '../../../script/index.ts';
import { escapeHtml } from '../../objects.ts';
import { readText, resolvePath } from '../../paths.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { generatorVerb } from './generator.ts';
import { keyValueFlags, readKeyValues } from './keyValues.ts';

const appendHash = { name: 'append-hash', type: 'bool', about: 'Append a hash of the content to the name' } as const;

function secretOf(name: string, type: string, values: ReadonlyMap<string, string>): JsonObject {
  const data = Object.fromEntries([...values].map(([key, value]) => [key, bytesToBase64([...toBytes(value)])]));
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...(type === '' ? {} : { type }), ...(values.size === 0 ? {} : { data }) };
}

const generic = generatorVerb({
  name: 'generic', usage: 'secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1]',
  about: 'Create a secret from files, folders or values', failure: 'failed to create secret ',
  flags: [...keyValueFlags, { name: 'type', type: 'string', about: 'The type of the secret' }],
  build: (context, name) => secretOf(name, context.flags.text('type'), readKeyValues(context, 'Secret')),
});

const dockerRegistry = generatorVerb({
  name: 'docker-registry', usage: 'secret docker-registry NAME --docker-username=user --docker-password=password [--docker-server=string]',
  about: 'Create a secret for a registry', failure: 'failed to create secret ',
  flags: [
    appendHash,
    { name: 'docker-email', type: 'string', about: 'Email of the account' },
    { name: 'docker-password', type: 'string', about: 'Password of the account' },
    { name: 'docker-server', type: 'string', default: 'https://index.docker.io/v1/', about: 'Address of the registry' },
    { name: 'docker-username', type: 'string', about: 'Name of the account' },
    { name: 'from-file', type: 'strings', about: 'A docker configuration file' },
  ],
  build(context, name) {
    const { flags } = context;
    if (flags.list('from-file').length > 0) return secretOf(name, 'kubernetes.io/dockerconfigjson', new Map([...readKeyValues(context, 'Secret')].map(([, text]) => ['.dockerconfigjson', text])));
    const [username, password, email, server] = [flags.text('docker-username'), flags.text('docker-password'), flags.text('docker-email'), flags.text('docker-server')];
    if (username === '' || password === '' || server === '') fail('either --from-file or the combination of --docker-username, --docker-password and --docker-server is required');
    const account = { username, password, ...(email === '' ? {} : { email }), auth: encodeBase64(`${username}:${password}`) };
    return secretOf(name, 'kubernetes.io/dockerconfigjson', new Map([['.dockerconfigjson', escapeHtml(JSON.stringify({ auths: { [server]: account } }))]]));
  },
});

function pemFile(context: KubectlContext, path: string): string {
  if (context.command.machine.files.stat(resolvePath(context.command, path)) === undefined) fail(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return readText(context.command, path);
}

const tls = generatorVerb({
  name: 'tls', usage: 'secret tls NAME --cert=path/to/cert/file --key=path/to/key/file', about: 'Create a secret with a certificate and its key',
  failure: 'failed to create secret ',
  flags: [
    appendHash,
    { name: 'cert', type: 'string', about: 'File with the certificate' },
    { name: 'key', type: 'string', about: 'File with the key' },
  ],
  build(context, name) {
    if (context.flags.text('cert') === '' || context.flags.text('key') === '') fail('key and cert must be specified');
    const certificate = pemFile(context, context.flags.text('cert'));
    const key = pemFile(context, context.flags.text('key'));
    const problem = pairProblem(certificate, key);
    if (problem !== undefined) fail(problem);
    return secretOf(name, 'kubernetes.io/tls', new Map([['tls.crt', certificate], ['tls.key', key]]));
  },
});

export const createSecret: Verb = {
  name: 'secret', usage: 'create secret (docker-registry | generic | tls) [options]', about: 'Create a secret', flags: [],
  subcommands: [dockerRegistry, generic, tls], helpToStderr: true,
};
