/** What is said of a deprecated version. @k8s apiextensions-apiserver/pkg/apiserver/customresource_handler.go defaultDeprecationWarning */
import type { CustomResourceDefinition, CustomResourceDefinitionVersion } from '../../../api/index.ts';
import { compareVersions } from '../../discovery/order.ts';

/** After the version and the kind; '' if the CRD has words of its own. */
export function deprecationOf({ spec }: CustomResourceDefinition, version: CustomResourceDefinitionVersion): string {
  const better = spec.versions.filter((other) => other.served && other.deprecated !== true && compareVersions(other.name, version.name) < 0).map(({ name }) => name).sort(compareVersions)[0];
  return `is deprecated${better === undefined ? '' : `; use ${spec.group}/${better} ${spec.names.kind}`}`;
}
