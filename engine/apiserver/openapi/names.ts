/** Names of definitions: ours are short, OpenAPI's long. The other way round: `.ci/gen/structure.ts`. */
import { parseApiVersion } from '../../api/index.ts';

const HOMES: { readonly [group: string]: string } = {
  meta: 'apimachinery.pkg.apis.', apiregistration: 'kube-aggregator.pkg.apis.', apiextensions: 'apiextensions-apiserver.pkg.apis.',
  version: 'apimachinery.pkg.', runtime: 'apimachinery.pkg.', util: 'apimachinery.pkg.', api: 'apimachinery.pkg.',
};

export function longName(name: string): string {
  if (name.startsWith('io.k8s.')) return name;
  const group = name.slice(0, name.indexOf('.'));
  return `io.k8s.${Object.hasOwn(HOMES, group) ? HOMES[group] ?? '' : 'api.'}${name}`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
/** `rbac.authorization.k8s.io` → `RbacAuthorization`, the core group → `Core`. @k8s apiserver/pkg/endpoints/openapi/openapi.go */
export const groupWord = (group: string): string =>
  (group === '' ? 'Core' : group.replace(/\.k8s\.io$/, '').split(/[.-]/).map(capital).join(''));

/** `rbacAuthorization_v1`; without version of a group. */
export function tagOf(group: string, version = ''): string {
  const word = groupWord(group);
  return word.slice(0, 1).toLowerCase() + word.slice(1) + (version === '' ? '' : `_${version}`);
}
export const versionWord = (version: string): string => capital(version);
export { capital };

/** Documents of version 3: `api/v1`, `apis/apps/v1`. */
export const pathOfVersion = (apiVersion: string): string => (parseApiVersion(apiVersion).group === '' ? `api/${apiVersion}` : `apis/${apiVersion}`);
