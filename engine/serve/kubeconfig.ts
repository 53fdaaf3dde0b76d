/** The file that points kubectl at a served cluster, with the names that kubeadm gives. */
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** PEM texts. Without them (plain HTTP) nobody says who they are. */
export type KubeconfigCredentials = { readonly ca: string; readonly certificate: string; readonly key: string };

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export function kubeconfigFor(url: string, credentials?: KubeconfigCredentials, namespace?: string): string {
  const cluster = credentials === undefined ? '' : `    certificate-authority-data: ${base64(credentials.ca)}\n`;
  const user = credentials === undefined ? '  user: {}\n'
    : `  user:\n    client-certificate-data: ${base64(credentials.certificate)}\n    client-key-data: ${base64(credentials.key)}\n`;
  return `apiVersion: v1
clusters:
- cluster:
${cluster}    server: ${url}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
${namespace === undefined ? '' : `    namespace: ${namespace}\n`}    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
users:
- name: kubernetes-admin
${user}`;
}

/** Whole or not at all: who waits for the file never reads half of it. Only its owner may read it. */
export function writeKubeconfig(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  try {
    writeFileSync(part, text, { mode: 0o600 });
    chmodSync(part, 0o600);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Whether a file may be written over: it is empty, or all clusters in it are on this machine's loopback address. */
export const isOurKubeconfig = (text: string): boolean =>
  [...text.matchAll(/^\s*(?:-\s*)?server:\s*["']?(\S+?)["']?\s*$/gm)].every(([, server = '']) => /^https?:\/\/(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::|\/|$)/.test(server))
  && (text.trim() === '' || /^\s*(?:-\s*)?server:/m.test(text));
