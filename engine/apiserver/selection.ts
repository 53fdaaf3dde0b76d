/** Which objects a list, a watch or a deletion of many is about. */
import { badRequest, type KindDefinition, type KubeObject } from '../api/index.ts';
import { matchesFieldTerms, matchesRequirements, parseFieldSelector, parseLabelSelector } from '../base/index.ts';
import { fail, type Failure, type ResourceRequest } from './context.ts';
import { fromStored } from './view.ts';

export type Selection = {
  readonly matches: (object: KubeObject) => boolean;
  /** Everything of the resource (or namespace) matches. */
  readonly all: boolean;
};

const EVERYTHING: Selection = { matches: () => true, all: true };

export function selectionOf(request: ResourceRequest): Selection | Failure {
  const labelText = request.query.get('labelSelector') ?? '';
  const fieldText = request.query.get('fieldSelector') ?? '';
  if (labelText === '' && fieldText === '' && request.name === undefined) return EVERYTHING;
  const labels = parseLabelSelector(labelText);
  if (!labels.ok) return fail(badRequest(labels.error));
  const fields = parseFieldSelector(fieldText);
  if (!fields.ok) return fail(badRequest(fields.error));
  const unknown = fields.terms.find((term) => readerOf(request.asked, term.field) === undefined);
  if (unknown !== undefined) return unknownField(request.asked, unknown.field);
  const valueOf = (object: KubeObject) => (field: string): string => readerOf(request.asked, field)?.(object) ?? '';
  return {
    all: false,
    matches: (object) => (request.name === undefined || object.metadata?.name === request.name)
      && matchesRequirements(labels.requirements, object.metadata?.labels)
      && (fields.terms.length === 0 || matchesFieldTerms(fields.terms, valueOf(fromStored(request, object)))),
  };
}

function readerOf(kind: KindDefinition, field: string): ((object: KubeObject) => string) | undefined {
  if (field === 'metadata.name') return (object) => object.metadata?.name ?? '';
  // Kinds without fields of their own know it also where there are no namespaces. @k8s apimachinery/pkg/runtime/conversion.go
  if (field === 'metadata.namespace' && (kind.namespaced || Object.keys(kind.selectableFields).length === 0)) return (object) => object.metadata?.namespace ?? '';
  return Object.hasOwn(kind.selectableFields, field) ? kind.selectableFields[field] : undefined;
}

/** @k8s golden kubectl/field-selectors: kinds with fields of their own say it shorter */
const unknownField = (kind: KindDefinition, field: string): Failure => fail(badRequest(Object.keys(kind.selectableFields).length === 0 && kind.custom === undefined
  ? `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"` : `field label not supported: ${field}`));
