/**
 * Who may use an image that is there: whoever it was pulled for. @k8s pkg/kubelet/images/pullmanager/image_pull_manager.go (policy NeverVerifyPreloadedImages)
 */
import type { Credential } from './pullSecrets.ts';

/** By image id. Images that came with the node have no record and are anybody's. */
export type PullRecords = Map<string, { everybody: boolean; readonly secrets: Set<string>; readonly accounts: Set<string> }>;

const wordsOf = ({ account }: Credential): string => `${account.username}\n${account.password}`;

export function recordPull(records: PullRecords, image: string, credentials: readonly Credential[]): void {
  const record = records.get(image) ?? { everybody: false, secrets: new Set(), accounts: new Set() };
  records.set(image, record);
  if (credentials.length === 0) record.everybody = true;
  for (const credential of credentials) { record.secrets.add(credential.secret); record.accounts.add(wordsOf(credential)); }
}

/** The same secret, or the same words from another. */
export function mayUse(records: PullRecords, image: string, credentials: () => readonly Credential[]): boolean {
  const record = records.get(image);
  if (record === undefined || record.everybody) return true;
  return credentials().some((credential) => record.secrets.has(credential.secret) || record.accounts.has(wordsOf(credential)));
}
