/** What a CRD says without effect. @k8s apiextensions-apiserver/pkg/registry/customresourcedefinition/strategy.go */
import type { CustomResourceDefinition } from '../../../schema/types.ts';
import { effectiveFormat } from '../schema/formats.ts';
import { itemsOf, someSchema, type Schema } from '../schema/schema.ts';

const schemasOf = (crd: CustomResourceDefinition | undefined): readonly Schema[] =>
  (crd?.spec?.versions ?? []).flatMap(({ schema }) => (schema?.openAPIV3Schema === undefined ? [] : [schema.openAPIV3Schema]));

function collect(crd: CustomResourceDefinition | undefined): { readonly formats: readonly string[]; readonly sets: readonly string[] } {
  const formats: string[] = [];
  const sets = new Set<string>();
  for (const schema of schemasOf(crd)) {
    someSchema(schema, (each) => {
      if ((each.format ?? '') !== '' && effectiveFormat(each) === '') formats.push(`unrecognized format ${JSON.stringify(each.format)}`);
      const type = itemsOf(each)?.type;
      if (each['x-kubernetes-list-type'] === 'set' && (type === 'object' || type === 'array')) {
        sets.add(`x-kubernetes-list-type: set for items of type "${type}" is not supported by server-side apply or CEL validation rules`);
      }
      return false;
    });
  }
  return { formats, sets: [...sets].sort() };
}

export function crdWarnings(crd: CustomResourceDefinition, old: CustomResourceDefinition | undefined): readonly string[] {
  const [now, before] = [collect(crd), collect(old)];
  return [...now.formats.filter((text) => !before.formats.includes(text)), ...now.sets.filter((text) => !before.sets.includes(text))];
}
