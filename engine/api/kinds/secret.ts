import { jsonErrorOf } from '../../base/index.ts';
import { invalid, required } from '../fieldError.ts';
import type { FieldError, KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import { encodeBase64, decodeBase64 } from '../rules/base64.ts';
import type { Secret } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from './common.ts';
import { validateDataUpdate, validateSecretData } from './keyedData.ts';

/** stringData is written over data and never stored. @k8s pkg/apis/core/v1/conversion.go, defaults.go */
function defaults(secret: Secret): Secret {
  const { stringData, ...rest } = secret;
  const merged = stringData === undefined ? rest : {
    ...rest,
    data: { ...rest.data, ...Object.fromEntries(Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)])) },
  };
  return merged.type === undefined || merged.type === '' ? { ...merged, type: 'Opaque' } : merged;
}

/** What a type demands of the keys. @k8s pkg/apis/core/validation/validation.go ValidateSecret */
function validateType(secret: Secret): FieldError[] {
  const has = (key: string): boolean => secret.data?.[key] !== undefined;
  const need = (...keys: string[]): FieldError[] => keys.filter((key) => !has(key)).map((key) => required(`data[${key}]`));
  switch (secret.type) {
    case 'kubernetes.io/service-account-token':
      return (secret.metadata?.annotations?.['kubernetes.io/service-account.name'] ?? '') === ''
        ? [required('metadata.annotations[kubernetes.io/service-account.name]')] : [];
    case 'kubernetes.io/dockercfg': return has('.dockercfg') ? jsonKey(secret, '.dockercfg') : need('.dockercfg');
    case 'kubernetes.io/dockerconfigjson': return has('.dockerconfigjson') ? jsonKey(secret, '.dockerconfigjson') : need('.dockerconfigjson');
    case 'kubernetes.io/basic-auth': return has('username') || has('password') ? [] : need('username', 'password');
    case 'kubernetes.io/ssh-auth': return (secret.data?.['ssh-privatekey'] ?? '') === '' ? [required('data[ssh-privatekey]')] : [];
    case 'kubernetes.io/tls': return need('tls.crt', 'tls.key');
    default: return [];
  }
}

function jsonKey(secret: Secret, key: string): FieldError[] {
  const text = decodeBase64(secret.data?.[key] ?? '');
  const wrong = (why: string): FieldError[] => [invalid(`data[${key}]`, '<secret contents redacted>', why)];
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && !Array.isArray(value)) return [];
    const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return wrong(`json: cannot unmarshal ${type} into Go value of type map[string]interface {}`);
  } catch {
    return wrong(jsonErrorOf(text));
  }
}

const validate = (object: Secret): FieldError[] =>
  [...validateMeta(object, subdomainName, true), ...validateSecretData(object.data), ...validateType(object)];

function validateUpdate(next: Secret, old: Secret): FieldError[] {
  const type = next.type === old.type ? [] : [invalid('type', next.type, 'field is immutable')];
  return [...validateMetaUpdate(next, old), ...type, ...validateDataUpdate(next, old, ['data']), ...validate(next)];
}

export const secret: KindDefinition<Secret> = {
  group: '', version: 'v1', kind: 'Secret', plural: 'secrets', singular: 'secret', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.Secret',
  defaults,
  prepareForCreate: unchanged,
  validate,
  updateIsWhole: true,
  validateUpdate,
  columns: [
    nameColumn, column('Type', 'string', (object: Secret) => object.type ?? ''),
    column('Data', 'string', (object: Secret) => Object.keys(object.data ?? {}).length), ageColumn,
  ],
  selectableFields: { type: (object) => object.type ?? '' },
};
