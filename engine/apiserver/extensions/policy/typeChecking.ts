/** Expressions of a policy against the types of the kinds that it matches. @k8s apiserver/pkg/admission/plugin/policy/validating/typechecking.go */
import { definitionOf, fieldOf, type FieldType, type KindDefinition, type ValidatingAdmissionPolicy } from '../../../api/index.ts';
import { BOOL, compileCel, DOUBLE, DYN, INT, listOf, mapOf, STRING, type CelType } from '../../../cel/index.ts';
import type { Registry } from '../../registry.ts';
import { celType } from '../custom/celTypes.ts';
import { policyVariables } from './types.ts';
import type { Schema } from '../../../api/index.ts';

/** @k8s typechecking.go maxTypesToCheck */
const MOST = 10;
type Warning = { readonly fieldRef: string; readonly warning: string };

/** A built-in structure as a type; recursive ones end as `dyn`. */
function typeOfDefinition(name: string, depth: number): CelType {
  const definition = definitionOf(name);
  const names = Object.keys(definition?.fields ?? {});
  if (definition === undefined || names.length === 0 || depth > 8) return DYN;
  const known = new Map<string, CelType | undefined>();
  // Worked out when they are read: structures are large, expressions short.
  class Fields extends Map<string, CelType> {
    override get(field: string): CelType | undefined {
      if (!known.has(field)) { const type = fieldOf(definition, field); known.set(field, type === undefined ? undefined : typeOfField(type, depth + 1)); }
      return known.get(field);
    }
  }
  return { kind: 'object', name, fields: new Fields() };
}

function typeOfField(type: FieldType, depth: number): CelType {
  switch (type.shape) {
    case 'list': return listOf(typeOfField(type.item, depth));
    case 'map': return mapOf(STRING, typeOfField(type.item, depth));
    case 'object': return typeOfDefinition(type.definition, depth);
    case 'scalar': switch (type.scalar) {
      case 'boolean': return BOOL;
      case 'int32': case 'int64': return INT;
      case 'number': return DOUBLE;
      case 'string': return STRING;
      case 'time': case 'microTime': return { kind: 'timestamp' };
      case 'byte': return { kind: 'bytes' };
      default: return DYN;
    }
  }
}

const typeOfKind = (kind: KindDefinition): CelType =>
  (kind.custom === undefined ? typeOfDefinition(kind.definition, 0) : celType(kind.custom.openApi as Schema, true)); // a CRD's schema

/** Kinds that the policy names one by one: no wildcards, no subresources. */
function kindsOf(registry: Registry, policy: ValidatingAdmissionPolicy): readonly KindDefinition[] {
  const found: KindDefinition[] = [];
  for (const { apiGroups = [], apiVersions = [], resources = [] } of policy.spec?.matchConstraints?.resourceRules ?? []) {
    for (const group of apiGroups) for (const version of apiVersions) for (const resource of resources) {
      const kind = [group, version, resource].some((word) => word.includes('*') || word.includes('/')) ? undefined : registry.byResource(group, version, resource);
      if (kind !== undefined && !found.includes(kind)) found.push(kind);
    }
  }
  return found.slice(0, MOST);
}

export function expressionWarnings(registry: Registry, policy: ValidatingAdmissionPolicy): readonly Warning[] {
  const kinds = kindsOf(registry, policy);
  const { validations = [], paramKind, variables = [] } = policy.spec ?? {};
  const expressions = validations.flatMap(({ expression, messageExpression = '' }, index) => [
    { fieldRef: `spec.validations[${index}].expression`, expression },
    ...(messageExpression === '' ? [] : [{ fieldRef: `spec.validations[${index}].messageExpression`, expression: messageExpression }]),
  ]);
  return expressions.flatMap(({ fieldRef, expression }): readonly Warning[] => {
    const told = kinds.flatMap((kind) => {
      const type = typeOfKind(kind);
      const result = compileCel(expression, { ...policyVariables({ hasParams: paramKind !== undefined, variables, authorizer: true }), object: type, oldObject: type });
      return result.ok ? [] : [`${kind.group === '' ? '' : `${kind.group}/`}${kind.version}, Kind=${kind.kind}: ${result.error}\n`];
    });
    return told.length === 0 ? [] : [{ fieldRef, warning: told.join('\n') }];
  });
}
