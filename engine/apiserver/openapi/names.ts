/** Names of definitions: ours are short, OpenAPI's long. The other way round: `.ci/gen/structure.ts`. */
export function longName(name: string): string {
  const [group = ''] = name.split('.');
  if (group === 'meta') return `io.k8s.apimachinery.pkg.apis.${name}`;
  if (group === 'apiregistration') return `io.k8s.kube-aggregator.pkg.apis.${name}`;
  if (group === 'apiextensions') return `io.k8s.apiextensions-apiserver.pkg.apis.${name}`;
  if (group === 'version' || group === 'runtime' || group === 'util') return `io.k8s.apimachinery.pkg.${name}`;
  return `io.k8s.api.${name}`;
}
