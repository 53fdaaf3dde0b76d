/** @k8s pkg/credentialprovider/keyring.go Add, Lookup */
import type { Secret } from '../../api/index.ts';
import { mayUse, recordPull, type PullRecords } from './pullRecords.ts';
import { credentialsFor, type Credential } from './pullSecrets.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const config = (auths: object, name = 'regcred'): Secret => ({
  metadata: { name, namespace: 'default', uid: name }, type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64(JSON.stringify({ auths })) },
});
const user = (name: string): object => ({ username: name, password: 'p' });
const names = (list: readonly Credential[]): string[] => list.map(({ account }) => account.username);

it.each<[title: string, auths: object, image: string, users: string[]]>([
  ['a host', { 'registry.example.com': user('a') }, 'registry.example.com/team/app:1', ['a']],
  ['another host', { 'registry.example.com': user('a') }, 'other.example.com/team/app:1', []],
  ['a port must be the same', { 'registry.example.com': user('a') }, 'registry.example.com:5000/app', []],
  ['with its port', { 'registry.example.com:5000': user('a') }, 'registry.example.com:5000/app', ['a']],
  ['a star is one part of the name', { '*.example.com': user('a') }, 'registry.example.com/app', ['a']],
  ['and not two', { '*.example.com': user('a') }, 'a.b.example.com/app', []],
  ['a path is a beginning', { 'r.io/team': user('a') }, 'r.io/team/app', ['a']],
  ['the most exact first', { 'r.io': user('host'), 'r.io/team': user('team') }, 'r.io/team/app', ['team', 'host']],
  ['Docker Hub by its old address', { 'https://index.docker.io/v1/': user('a') }, 'me/app', ['a']],
  ['Docker Hub by its name', { 'docker.io': user('a') }, 'nginx', ['a']],
  ['name and password in one', { 'r.io': { auth: base64('joe:secret') } }, 'r.io/app', ['joe']],
])('%s', (_title, auths, image, users) => { expect(names(credentialsFor([config(auths)], image))).toEqual(users); });

it('a secret of another type, and one that cannot be read, say nothing', () => {
  expect(credentialsFor([{ ...config({ 'r.io': user('a') }), type: 'Opaque' }, { ...config({}), data: { '.dockerconfigjson': base64('no') } }], 'r.io/app')).toEqual([]);
});

describe('an image that is there', () => {
  const mine = credentialsFor([config({ 'r.io': user('a') })], 'r.io/app');
  it.each<[title: string, pulled: readonly Credential[] | undefined, asks: readonly Credential[], may: boolean]>([
    ['came with the node', undefined, [], true],
    ['was pulled by a stranger', [], [], true],
    ['was pulled with a secret: not for others', mine, [], false],
    ['for the same secret', mine, mine, true],
    ['for another secret with the same words', mine, credentialsFor([config({ 'r.io': user('a') }, 'copy')], 'r.io/app'), true],
    ['not for other words', mine, credentialsFor([config({ 'r.io': user('b') }, 'other')], 'r.io/app'), false],
  ])('%s', (_title, pulled, asks, may) => {
    const records: PullRecords = new Map();
    if (pulled !== undefined) recordPull(records, 'sha256:1', pulled);
    expect(mayUse(records, 'sha256:1', () => asks)).toBe(may);
  });
});
