/** Validation of projected volumes. @k8s pkg/apis/core/validation/validation.go validateProjectionSources */
import { forbidden, invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import type { ClusterTrustBundleProjection, ProjectedVolumeSource, ServiceAccountTokenProjection, VolumeProjection } from '../../schema/types.ts';
import { asGiven, localNonReservedErrors } from './checks.ts';
import { validateFile, validateItem, validateMode } from './files.ts';

const [MIN_SECONDS, MAX_SECONDS] = [600, 2 ** 32];
/** The path is said of the volume, not of the source: upstream's own slip. */
function validateToken(path: string, here: string, token: ServiceAccountTokenProjection): FieldError[] {
  const { expirationSeconds: seconds = 0, path: file = '' } = asGiven(token);
  const errors: FieldError[] = [];
  if (seconds < MIN_SECONDS) errors.push(invalid(`${here}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > MAX_SECONDS) errors.push(invalid(`${here}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds'));
  return [...errors, ...(file === '' ? [required(`${path}.path`)] : localNonReservedErrors(`${path}.path`, file))];
}

function validateBundle(here: string, bundle: ClusterTrustBundleProjection): FieldError[] {
  const { name, signerName, labelSelector } = bundle;
  const errors: FieldError[] = [];
  if (name !== undefined && signerName !== undefined) errors.push(invalid(here, bundle, 'only one of name and signerName may be used'));
  else if (name !== undefined) {
    if (name === '') errors.push(required(`${here}.name`, 'must be a valid object name'));
    if (labelSelector !== undefined) errors.push(invalid(`${here}.labelSelector`, labelSelector as never, 'labelSelector must be unset if name is specified'));
  } else if (signerName !== undefined) {
    if (signerName === '') errors.push(required(`${here}.signerName`, 'must be a valid signer name'));
    errors.push(...validateLabelSelector(`${here}.labelSelector`, labelSelector));
  } else errors.push(required(here, 'either name or signerName must be specified'));
  return [...errors, ...((bundle.path ?? '') === '' ? [required(`${here}.path`)] : localNonReservedErrors(`${here}.path`, bundle.path))];
}

/** The files of a source with their rules, and who is named when two share a path. */
function filesOf(here: string, source: VolumeProjection): readonly { readonly path: string; readonly owner: string; readonly errors: FieldError[] }[] {
  const { secret, configMap, downwardAPI } = source;
  const items = (field: string, from: typeof secret): { path: string; owner: string; errors: FieldError[] }[] => (from?.items ?? []).map((item, index) =>
    ({ path: item.path ?? '', owner: from?.name ?? '', errors: validateItem(`${here}.${field}.items[${index}]`, item) }));
  return [
    ...items('secret', secret), ...items('configMap', configMap),
    ...(downwardAPI?.items ?? []).map((file) => ({ path: file.path ?? '', owner: file.path ?? '', errors: validateFile(`${here}.downwardAPI`, file) })),
  ];
}

export function validateProjected(path: string, volume: ProjectedVolumeSource): FieldError[] {
  const errors = validateMode(`${path}.defaultMode`, volume.defaultMode);
  const paths = new Set<string>();
  const claim = (file: string, owner: string): void => {
    if (file === '') return;
    if (paths.has(file)) errors.push(invalid(path, owner, 'conflicting duplicate paths'));
    paths.add(file);
  };
  for (const [index, source] of (volume.sources ?? []).entries()) {
    const here = `${path}.sources[${index}]`;
    for (const field of ['secret', 'configMap'] as const) {
      if (source[field] !== undefined && (source[field]?.name ?? '') === '') errors.push(required(`${here}.${field}.name`));
    }
    for (const file of filesOf(here, source)) { errors.push(...file.errors); claim(file.path, file.owner); }
    if (source.serviceAccountToken !== undefined) errors.push(...validateToken(path, `${here}.serviceAccountToken`, source.serviceAccountToken));
    if (source.clusterTrustBundle !== undefined) {
      errors.push(...validateBundle(`${here}.clusterTrustBundle`, source.clusterTrustBundle));
      claim(source.clusterTrustBundle.path ?? '', source.clusterTrustBundle.path ?? '');
    }
    const given = Object.values(source).filter((part) => part !== undefined).length;
    if (given > 1) errors.push(forbidden(here, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}
