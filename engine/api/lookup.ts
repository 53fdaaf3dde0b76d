/** Finding a kind: by path, by kind name, by what a person types. */
import { KINDS } from './kinds/index.ts';
import type { KindDefinition } from './kindDefinition.ts';

/** Callers that take any kind treat its objects as KubeObject; each definition only ever sees objects of its own. */
export const ALL_KINDS: readonly KindDefinition[] = Object.values(KINDS);

/** `apps/v1`, `v1`. */
export const apiVersionOf = ({ group, version }: { readonly group: string; readonly version: string }): string =>
  (group === '' ? version : `${group}/${version}`);

/** `apps/v1` → group and version. */
export function parseApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export const findByPlural = (group: string, version: string, plural: string): KindDefinition | undefined =>
  ALL_KINDS.find((kind) => kind.plural === plural && kind.group === group && kind.version === version);

export function findByKind(apiVersion: string, kind: string): KindDefinition | undefined {
  const { group, version } = parseApiVersion(apiVersion);
  return ALL_KINDS.find((candidate) => candidate.kind === kind && candidate.group === group && candidate.version === version);
}

/** `po`, `pods`, `Pod`, `deploy.apps`, `deployments.v1.apps`: the first kind that answers to it. Case does not count. */
export function findByName(text: string): KindDefinition | undefined {
  const [name = '', ...rest] = text.toLowerCase().split('.');
  const qualifier = rest.join('.');
  const answers = (kind: KindDefinition): boolean =>
    [kind.plural, kind.singular, ...kind.shortNames].includes(name)
    && (qualifier === '' || qualifier === kind.group || qualifier === `${kind.version}.${kind.group}`);
  return ALL_KINDS.find(answers);
}

/** `deployment.apps/web`'s first part. */
export const resourceTypeName = ({ group, singular }: KindDefinition): string => (group === '' ? singular : `${singular}.${group}`);
