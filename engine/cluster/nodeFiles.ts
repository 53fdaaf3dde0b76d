/** What kubeadm leaves on a node's disk. Certificates and kubeconfigs are made when somebody reads them. @k8s golden cluster/adm-control-plane-files */
import type { JsonObject } from '../base/index.ts';
import { adminConfig, kubeconfigText } from '../kubectl/index.ts';
import { createAuthority, privateKeyPem, publicKeyPem, type AltNames, type Authority, type ClusterIdentity, type PrivateKey } from '../pki/index.ts';
import type { Files } from '../script/index.ts';
import { servingNames } from './apiPort.ts';
import { CNI_CONFIG } from './nodeFiles.data.ts';
import { controlPlaneManifests } from './objects/manifests.ts';
import type { MachineSettings, Preset } from './presets.ts';

const ETC = '/etc/kubernetes';
const PKI = `${ETC}/pki`;
export const CNI_FILE = '/etc/cni/net.d/10-bridge.conflist';
export const MANIFESTS = `${ETC}/manifests`;

const NO_MANIFESTS: ReadonlyMap<string, JsonObject> = new Map();

type User = { readonly commonName: string; readonly organizations?: readonly string[] };
export type NodeFilesParts = { readonly files: Files; readonly settings: MachineSettings; readonly preset: Preset; readonly identity: ClusterIdentity; readonly now: number };

/** What does not depend on the node's name. */
export function writeSharedFiles(files: Files, identity: ClusterIdentity, controlPlane: boolean): void {
  files.write('/var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS=""\n');
  files.makeDirectory('/etc/cni/net.d', { parents: true });
  if (!controlPlane) files.writeLater(`${PKI}/ca.crt`, () => identity.authority.pem, { size: 1107 });
}

/** As an installer of Linux leaves it, with the machine's own address. */
const hostsFile = ({ name, address }: MachineSettings): string => `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n${address}\t${name}\n`;

/** @returns what the manifests say, by path, so that nobody need parse what we have just written */
export function writeNodeFiles(parts: NodeFilesParts): ReadonlyMap<string, JsonObject> {
  const { files, settings, preset } = parts;
  files.write('/etc/hostname', `${settings.name}\n`);
  files.write('/etc/hosts', hostsFile(settings));
  if (settings.podCIDR !== undefined) files.write(CNI_FILE, CNI_CONFIG(settings.podCIDR));
  kubeconfig(parts, 'kubelet', { commonName: `system:node:${settings.name}`, organizations: ['system:nodes'] });
  if (!settings.controlPlane) return NO_MANIFESTS;
  kubeconfig(parts, 'admin', undefined);
  kubeconfig(parts, 'super-admin', { commonName: 'kubernetes-super-admin', organizations: ['system:masters'] });
  kubeconfig(parts, 'controller-manager', { commonName: 'system:kube-controller-manager' });
  kubeconfig(parts, 'scheduler', { commonName: 'system:kube-scheduler' });
  writePki(parts);
  return writeManifests(files, settings, preset);
}

function writeManifests(files: Files, { name, address }: MachineSettings, { apiPort }: Preset): ReadonlyMap<string, JsonObject> {
  const bodies = new Map<string, JsonObject>();
  for (const { file, text, body } of controlPlaneManifests({ name, address, apiPort })) {
    files.writeLater(`${MANIFESTS}/${file}`, text, { mode: 0o600 });
    bodies.set(`${MANIFESTS}/${file}`, body);
  }
  return bodies;
}

/** @param user undefined: the administrator */
function kubeconfig({ files, preset, settings, identity, now }: NodeFilesParts, name: string, user: User | undefined): void {
  const master = preset.machines.find((machine) => machine.controlPlane) ?? settings;
  files.writeLater(`${ETC}/${name}.conf`, () => {
    const issued = user === undefined ? identity.admin : identity.authority.issue({ ...user, usages: ['clientAuth'], ...keyOf(identity), notBefore: now });
    const config = adminConfig(`https://${master.address}:${preset.apiPort}`, { authority: identity.authority.pem, certificate: issued.pem, key: issued.keyPem });
    if (user === undefined) return kubeconfigText(config);
    const known = user.commonName;
    const context = `${known}@kubernetes`;
    return kubeconfigText({
      ...config, currentContext: context, users: config.users.map((each) => ({ ...each, name: known })),
      contexts: config.contexts.map((each) => ({ name: context, context: { ...each.context, user: known } })),
    });
  }, { mode: 0o600, size: 5650 });
}

/** One key serves all of them: making another takes long, and nobody compares them. */
const keyOf = (identity: ClusterIdentity): { readonly key?: PrivateKey } => (identity.admin.key === undefined ? {} : { key: identity.admin.key });

const [KEY, CERTIFICATE] = [1675, 1123];

function writePki(parts: NodeFilesParts): void {
  const { files, settings, identity, now } = parts;
  const root = (): Authority => identity.authority;
  const other = (commonName: string): (() => Authority) => once(() => createAuthority({ random: identity.random, now, commonName, key: identity.authority.key }));
  const [etcd, frontProxy] = [other('etcd-ca'), other('front-proxy-ca')];
  const authority = (path: string, of: () => Authority, size: number): void => {
    files.writeLater(`${PKI}/${path}.crt`, () => of().pem, { size });
    files.writeLater(`${PKI}/${path}.key`, () => privateKeyPem(of().key), { mode: 0o600, size: KEY });
  };
  const leaf = (path: string, of: () => Authority, user: User, usages: readonly string[], altNames?: AltNames, size: number = CERTIFICATE): void => {
    const issued = once(() => of().issue({ ...user, usages, ...(altNames === undefined ? {} : { altNames }), ...keyOf(identity), notBefore: now }));
    files.writeLater(`${PKI}/${path}.crt`, () => issued().pem, { size });
    files.writeLater(`${PKI}/${path}.key`, () => issued().keyPem, { mode: 0o600, size: KEY });
  };
  const local: AltNames = { dns: ['localhost', settings.name], ips: ['127.0.0.1', settings.address] };
  authority('ca', root, 1107);
  authority('front-proxy-ca', frontProxy, CERTIFICATE);
  authority('etcd/ca', etcd, 1094);
  const serving = once(() => identity.serving(servingNames(settings), now));
  files.writeLater(`${PKI}/apiserver.crt`, () => serving().pem, { size: 1285 });
  files.writeLater(`${PKI}/apiserver.key`, () => serving().keyPem, { mode: 0o600, size: KEY });
  leaf('apiserver-kubelet-client', root, { commonName: 'kube-apiserver-kubelet-client', organizations: ['kubeadm:cluster-admins'] }, ['clientAuth'], undefined, 1131);
  leaf('apiserver-etcd-client', etcd, { commonName: 'kube-apiserver-etcd-client' }, ['clientAuth']);
  leaf('front-proxy-client', frontProxy, { commonName: 'front-proxy-client' }, ['clientAuth'], undefined, 1119);
  leaf('etcd/server', etcd, { commonName: settings.name }, ['serverAuth', 'clientAuth'], local, 1196);
  leaf('etcd/peer', etcd, { commonName: settings.name }, ['serverAuth', 'clientAuth'], local, 1196);
  leaf('etcd/healthcheck-client', etcd, { commonName: 'kube-etcd-healthcheck-client' }, ['clientAuth']);
  files.writeLater(`${PKI}/sa.key`, () => privateKeyPem(identity.tokenKey), { mode: 0o600, size: KEY });
  files.writeLater(`${PKI}/sa.pub`, () => publicKeyPem(identity.tokenPublicKey), { mode: 0o600, size: 451 });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => { made ??= { value: make() }; return made.value; };
}
