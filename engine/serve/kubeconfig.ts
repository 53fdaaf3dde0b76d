/** The file that points kubectl at a served cluster. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const kubeconfigFor = (url: string, namespace = 'default', name = 'peapod'): string => `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster:
    server: ${url}
contexts:
- name: ${name}
  context:
    cluster: ${name}
    namespace: ${namespace}
    user: ${name}-admin
current-context: ${name}
users:
- name: ${name}-admin
  user: {}
`;

export function writeKubeconfig(path: string, url: string, namespace?: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, kubeconfigFor(url, namespace), { mode: 0o600 });
  chmodSync(path, 0o600);
}
