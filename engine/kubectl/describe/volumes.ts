/** Volumes of a pod or of a template. @k8s kubectl/pkg/describe describeVolumes; golden pods/* */
import type { PersistentVolumeClaim, Volume } from '../../api/index.ts';
import { isZeroQuantity, quantityOf } from '../../base/index.ts';
import { addClaim } from './persistentVolumeClaim.ts';
import { addSource, POD_SOURCES } from './volumeSources.ts';
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

function emptyDirRows({ medium = '', sizeLimit }: NonNullable<Volume['emptyDir']>): Rows {
  const limit = sizeLimit === undefined || isZeroQuantity(quantityOf(sizeLimit)) ? '<unset>' : String(sizeLimit);
  return [['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"], ['Medium', medium], ['SizeLimit', limit]];
}

function addDownward(lines: Lines, { items = [] }: NonNullable<Volume['downwardAPI']>): void {
  lines.add(2, 'Type:\tDownwardAPI (a volume populated by information about the pod)');
  lines.add(2, 'Items:');
  for (const item of items) {
    if (item.fieldRef !== undefined) lines.add(3, `${item.fieldRef.fieldPath} -> ${item.path}`);
    if (item.resourceFieldRef !== undefined) lines.add(3, `${item.resourceFieldRef.resource} -> ${item.path}`);
  }
}

/** The claim stands deeper, and upstream indents each label and annotation once more. */
function addEphemeral(lines: Lines, { volumeClaimTemplate }: NonNullable<Volume['ephemeral']>): void {
  lines.add(2, 'Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)');
  if (volumeClaimTemplate === undefined) return;
  const nested: Lines = {
    add: (level, text) => {
      const [, labels, label, annotations, annotation] = /^(?:(Labels:|)\t([^<].*)|(Annotations:)\t(.+))$/.exec(text) ?? [];
      const [title = labels, value = label] = [annotations, annotation];
      lines.add(level + 2, value === undefined ? text : `${title === '' ? '    ' : title}\t    ${value}`);
    },
    toString: () => lines.toString(),
  };
  addClaim(nested, volumeClaimTemplate as PersistentVolumeClaim, undefined); // metadata and spec are those of a claim
}

function addVolume(lines: Lines, volume: Volume): void {
  if (volume.emptyDir !== undefined || volume.projected !== undefined) {
    const rows = volume.emptyDir === undefined ? projectedRows(volume.projected ?? {}) : emptyDirRows(volume.emptyDir);
    for (const [title, value] of rows) lines.add(2, `${title}:\t${value}`);
  } else if (volume.downwardAPI !== undefined) addDownward(lines, volume.downwardAPI);
  else if (volume.ephemeral !== undefined) addEphemeral(lines, volume.ephemeral);
  else if (!addSource(lines, volume, POD_SOURCES)) lines.add(1, '<unknown>');
}

export function addVolumes(lines: Lines, volumes: readonly Volume[] | undefined, template: boolean): void {
  const indent = template ? 1 : 0;
  if (volumes === undefined || volumes.length === 0) { lines.add(indent, 'Volumes:\t<none>'); return; }
  lines.add(indent, 'Volumes:');
  for (const volume of volumes) {
    lines.add(1, `${template ? ' ' : ''}${volume.name}:`);
    addVolume(lines, volume);
  }
}
