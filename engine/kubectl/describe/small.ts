import { decodeBase64, type ConfigMap, type Namespace, type Secret, type ServiceAccount } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addLimitRanges } from './limitRange.ts';
import { addQuotas } from './resourceQuota.ts';
import { longTime } from './times.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

type Named = { readonly metadata?: ConfigMap['metadata'] };

function addHead(lines: Lines, { metadata }: Named): void {
  lines.add(0, `Name:\t${metadata?.name}`);
  if (metadata?.namespace !== undefined) lines.add(0, `Namespace:\t${metadata.namespace}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
}

const bytesOf = (base64: string): number => Math.max(0, Math.floor((base64.length * 3) / 4) - (/=*$/.exec(base64)?.[0].length ?? 0));

/** @k8s kubectl/pkg/describe describeConfigMap; golden cluster/cfg-configmap-sources */
export const describeConfigMap: Describer = (object, context) => {
  const map = object as unknown as ConfigMap;
  const lines = createLines();
  addHead(lines, map);
  lines.add(0, '\nData\n====');
  for (const key of Object.keys(map.data ?? {}).sort()) lines.add(0, `${key}:\n----\n${map.data?.[key]}\n\n`.slice(0, -1));
  lines.add(0, '\nBinaryData\n====');
  for (const key of Object.keys(map.binaryData ?? {}).sort()) lines.add(0, `${key}: ${bytesOf(map.binaryData?.[key] ?? '')} bytes`);
  lines.add(0, '');
  addEventsOf(lines, context, map);
  return lines.toString();
};

/** Token secrets show the token, others only how long each value is. @k8s kubectl/pkg/describe describeSecret */
export const describeSecret: Describer = (object) => {
  const secret = object as unknown as Secret;
  const lines = createLines();
  addHead(lines, secret);
  lines.add(0, `\nType:\t${secret.type}\n\nData\n====`);
  for (const key of Object.keys(secret.data ?? {}).sort()) {
    const value = secret.data?.[key] ?? '';
    const shown = key === 'token' && secret.type === 'kubernetes.io/service-account-token' ? decodeBase64(value) : `${bytesOf(value)} bytes`;
    lines.add(0, `${key}:\t${shown}`);
  }
  return lines.toString();
};

export const describeServiceAccount: Describer = (object, context) => {
  const account = object as unknown as ServiceAccount;
  const lines = createLines();
  addHead(lines, account);
  const names = (account.imagePullSecrets ?? []).map((s) => s.name ?? '');
  if (names.length === 0) lines.add(0, 'Image pull secrets:\t<none>');
  names.forEach((name, index) => lines.add(0, `${index === 0 ? 'Image pull secrets:' : ''}\t${name}`));
  addEventsOf(lines, context, account);
  return lines.toString();
};

/** @k8s golden controllers/ns-create-and-errors */
export const describeNamespace: Describer = (object, context) => {
  const namespace = object as unknown as Namespace;
  const lines = createLines();
  addHead(lines, namespace);
  lines.add(0, `Status:\t${namespace.status?.phase}`);
  const conditions = namespace.status?.conditions ?? [];
  if (conditions.length > 0) {
    lines.add(0, 'Conditions:\n  Type\tStatus\tLastTransitionTime\tReason\tMessage');
    lines.add(1, '----\t------\t------------------\t------\t-------');
    for (const c of conditions) lines.add(1, `${c.type}\t${c.status}\t${longTime(c.lastTransitionTime)}\t${c.reason ?? ''}\t${c.message ?? ''}`);
  }
  lines.add(0, '');
  addQuotas(lines, context, namespace.metadata?.name ?? '');
  lines.add(0, '');
  addLimitRanges(lines, context, namespace.metadata?.name ?? '');
  return lines.toString();
};
