/** Kinds that CustomResourceDefinitions add while the cluster runs, as controllers that work on every kind see them. */
import { KINDS, type CustomResourceDefinition, type KindDefinition } from '../api/index.ts';
import type { Client } from '../client/index.ts';

const BY_KIND = 'controllers/definedKind';

export type CustomKinds = {
  /** One per definition that is served, in the order of the definitions' names. */
  all(): readonly KindDefinition[];
  /** @param version has to be one that is served */
  find(group: string, version: string, kind: string): KindDefinition | undefined;
  /** Told when one comes, changes or goes; returns how to stop. */
  onChange(tell: () => void): () => void;
};

const isServed = ({ status }: CustomResourceDefinition): boolean =>
  (status?.conditions ?? []).some(({ type, status: is }) => type === 'Established' && is === 'True');

/** Only its names and its place count for those who list and delete. */
function kindOf({ spec, status }: CustomResourceDefinition, version: string): KindDefinition {
  const { kind, plural } = status?.acceptedNames ?? spec.names;
  return {
    ...(KINDS.ConfigMap as unknown as KindDefinition), group: spec.group, version, kind, plural: plural ?? spec.names.plural,
    namespaced: spec.scope === 'Namespaced', subresources: [], definition: '',
  };
}

export function createCustomKinds(client: Client): CustomKinds {
  const definitions = client.informer(KINDS.CustomResourceDefinition);
  definitions.addIndex(BY_KIND, ({ spec, status }) => [`${spec.group}/${status?.acceptedNames?.kind ?? spec.names.kind}`]);
  return {
    all: () => definitions.list().filter(isServed).flatMap((crd) => {
      const served = crd.spec.versions.filter((one) => one.served === true);
      const version = served.find(({ storage }) => storage === true) ?? served[0];
      return version === undefined ? [] : [kindOf(crd, version.name)];
    }),
    find(group, version, kind) {
      const crd = definitions.by(BY_KIND, `${group}/${kind}`)
        .find((one) => isServed(one) && one.spec.versions.some(({ name, served }) => name === version && served === true));
      return crd && kindOf(crd, version);
    },
    onChange: (tell) => definitions.onChange(tell),
  };
}
