/** Volumes of a pod or of a template. @k8s kubectl/pkg/describe describeVolumes; golden pods/* */
import type { Volume } from '../../api/index.ts';
import type { Lines } from './writer.ts';

type Rows = readonly (readonly [string, string])[];

const optional = (value: boolean | undefined): [string, string] => ['Optional', String(value === true)];

function projectedRows(volume: NonNullable<Volume['projected']>): Rows {
  return [['Type', 'Projected (a volume that contains injected data from multiple sources)'] as const, ...(volume.sources ?? []).flatMap((source): Rows => {
    if (source.secret !== undefined) return [['SecretName', source.secret.name ?? ''], optional(source.secret.optional)];
    if (source.downwardAPI !== undefined) return [['DownwardAPI', 'true']];
    if (source.configMap !== undefined) return [['ConfigMapName', source.configMap.name ?? ''], optional(source.configMap.optional)];
    if (source.serviceAccountToken !== undefined) return [['TokenExpirationSeconds', String(source.serviceAccountToken.expirationSeconds ?? 3600)]];
    return [];
  })];
}

function rowsOf(volume: Volume): Rows {
  if (volume.hostPath !== undefined) return [['Type', 'HostPath (bare host directory volume)'], ['Path', volume.hostPath.path], ['HostPathType', volume.hostPath.type ?? '<none>']];
  if (volume.emptyDir !== undefined) {
    const { medium = '', sizeLimit } = volume.emptyDir;
    return [['Type', 'EmptyDir (a temporary directory that shares a pod\'s lifetime)'], ['Medium', medium], ['SizeLimit', sizeLimit === undefined ? '<unset>' : String(sizeLimit)]];
  }
  if (volume.configMap !== undefined) return [['Type', 'ConfigMap (a volume populated by a ConfigMap)'], ['Name', volume.configMap.name ?? ''], optional(volume.configMap.optional)];
  if (volume.secret !== undefined) return [['Type', 'Secret (a volume populated by a Secret)'], ['SecretName', volume.secret.secretName ?? ''], optional(volume.secret.optional)];
  if (volume.projected !== undefined) return projectedRows(volume.projected);
  if (volume.downwardAPI !== undefined) return [['Type', 'DownwardAPI (a volume populated by information about the pod)']];
  if (volume.persistentVolumeClaim !== undefined) {
    const { claimName, readOnly } = volume.persistentVolumeClaim;
    return [['Type', 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)'], ['ClaimName', claimName], ['ReadOnly', String(readOnly === true)]];
  }
  return [['<unknown>', '']];
}

function addDownwardItems(lines: Lines, volume: Volume, level: number): void {
  const items = volume.downwardAPI?.items;
  if (items === undefined) return;
  lines.add(level, 'Items:');
  for (const item of items) {
    if (item.fieldRef !== undefined) lines.add(level + 1, `${item.fieldRef.fieldPath} -> ${item.path}`);
    else if (item.resourceFieldRef !== undefined) lines.add(level + 1, `${item.resourceFieldRef.resource} -> ${item.path}`);
  }
}

export function addVolumes(lines: Lines, volumes: readonly Volume[] | undefined, template: boolean): void {
  const indent = template ? 1 : 0;
  if (volumes === undefined || volumes.length === 0) { lines.add(indent, 'Volumes:\t<none>'); return; }
  lines.add(indent, 'Volumes:');
  for (const volume of volumes) {
    lines.add(1, `${template ? ' ' : ''}${volume.name}:`);
    for (const [title, value] of rowsOf(volume)) lines.add(2, `${title}:\t${value}`);
    addDownwardItems(lines, volume, 2);
  }
}
