/** Validating and mutating admission policies: what they may say. @k8s pkg/apis/admissionregistration/validation/validation.go */
import { qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { subdomainName, validateMeta } from '../../meta/objectMeta.ts';
import type {
  AuditAnnotation, MutatingAdmissionPolicy, Mutation, ValidatingAdmissionPolicy, Validation, Variable,
} from '../../schema/types.ts';
import type { Expressions, PolicyCompiler } from './expressions.ts';
import { FAILURE_POLICIES, oneOf, validateMatchConditions, validateMatchResources, validateParamKind } from './rules.ts';

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const RESERVED = new Set(['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package',
  'namespace', 'return', 'var', 'void', 'while']);
const NEWLINE = /[\n\r]/;

type Common = NonNullable<ValidatingAdmissionPolicy['spec']> | NonNullable<MutatingAdmissionPolicy['spec']>;

function common(spec: Common, compiler: PolicyCompiler): FieldError[] {
  return [
    ...oneOf('spec.failurePolicy', spec.failurePolicy, FAILURE_POLICIES),
    ...(spec.paramKind === undefined ? [] : validateParamKind(spec.paramKind, 'spec.paramKind')),
    ...(spec.matchConstraints === undefined ? [required('spec.matchConstraints')] : [
      ...validateMatchResources(spec.matchConstraints, 'spec.matchConstraints'),
      ...((spec.matchConstraints.resourceRules ?? []).length === 0 ? [required('spec.matchConstraints.resourceRules')] : []),
    ]),
    ...validateMatchConditions(spec.matchConditions ?? [], compiler, 'spec.matchConditions'),
    ...(spec.variables ?? []).flatMap((variable, index) => validateVariable(variable, compiler, `spec.variables[${index}]`)),
  ];
}

function validateVariable(variable: Variable, compiler: PolicyCompiler, path: string): FieldError[] {
  const given: Partial<Variable> = variable;
  const { name = '', expression = '' } = given;
  const errors: FieldError[] = [];
  if (name.trim() === '') errors.push(required(`${path}.name`, 'name is not specified'));
  else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) || RESERVED.has(name)) errors.push(invalid(`${path}.name`, name, 'name is not a valid CEL identifier'));
  if (expression.trim() === '') return [...errors, required(`${path}.expression`, 'expression is not specified')];
  const wrong = compiler.variable(variable);
  return wrong === undefined ? errors : [...errors, invalid(`${path}.expression`, expression, wrong)];
}

export function validateValidatingPolicy(policy: ValidatingAdmissionPolicy, expressions: Expressions): FieldError[] {
  const { spec = {} } = policy;
  const compiler = expressions.compiler({ hasParams: spec.paramKind !== undefined });
  const [validations, annotations] = [spec.validations ?? [], spec.auditAnnotations ?? []];
  const nothing = 'validations or auditAnnotations must contain at least one item';
  return [
    ...validateMeta(policy, subdomainName, false),
    ...common(spec, compiler),
    ...(validations.length === 0 && annotations.length === 0 ? [required('spec.validations', nothing), required('spec.auditAnnotations', nothing)] : []),
    ...validations.flatMap((validation, index) => validateValidation(validation, compiler, `spec.validations[${index}]`)),
    ...(annotations.length > 20 ? [invalid('spec.auditAnnotations', annotations, 'must not have more than 20 auditAnnotations')] : []),
    ...annotations.flatMap((annotation, index) => [
      ...validateAnnotation(annotation, policy.metadata?.name ?? '', compiler, `spec.auditAnnotations[${index}]`),
      ...(annotations.findIndex(({ key }) => key === annotation.key) < index ? [duplicate(`spec.auditAnnotations[${index}].key`, annotation.key)] : []),
    ]),
  ];
}

function validateValidation(validation: Validation, compiler: PolicyCompiler, path: string): FieldError[] {
  const given: Partial<Validation> = validation;
  const { expression = '', message = '', messageExpression = '', reason } = given;
  const errors: FieldError[] = [];
  const wrong = expression.trim() === '' ? undefined : compiler.check(expression, ['bool']);
  if (expression.trim() === '') errors.push(required(`${path}.expression`, 'expression is not specified'));
  else if (wrong !== undefined) errors.push(invalid(`${path}.expression`, expression, wrong));
  if (messageExpression !== '') {
    const why = messageExpression.trim() === '' ? 'must be non-empty if specified' : compiler.check(messageExpression, ['string'], false);
    if (why !== undefined) errors.push(invalid(`${path}.messageExpression`, messageExpression, why));
  }
  if (message !== '' && message.trim() === '') errors.push(invalid(`${path}.message`, message, 'message must be non-empty if specified'));
  else if (NEWLINE.test(message.trim())) errors.push(invalid(`${path}.message`, message, 'message must not contain line breaks'));
  if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(`${path}.reason`, reason, REASONS));
  return errors;
}

function validateAnnotation({ key = '', valueExpression = '' }: Partial<AuditAnnotation>, name: string, compiler: PolicyCompiler, path: string): FieldError[] {
  const full = `${name}/${key}`;
  const errors = name === '' ? [invalid(`${path}.key`, key, 'requires metadata.name be non-empty')]
    : qualifiedNameProblems(full).map((text) => invalid(`${path}.key`, full, text));
  const trimmed = valueExpression.trim();
  if (trimmed === '') return [...errors, required(`${path}.valueExpression`, 'valueExpression is not specified')];
  if (trimmed.length > 5120) return [...errors, required(`${path}.valueExpression`, 'must not exceed 5120 bytes in length')];
  const wrong = compiler.check(trimmed, ['string', 'null_type']);
  return wrong === undefined ? errors : [...errors, invalid(`${path}.valueExpression`, valueExpression, wrong)];
}

export function validateMutatingPolicy(policy: MutatingAdmissionPolicy, expressions: Expressions): FieldError[] {
  const { spec = {} } = policy;
  const compiler = expressions.compiler({ hasParams: spec.paramKind !== undefined, patches: true });
  const mutations = spec.mutations ?? [];
  return [
    ...validateMeta(policy, subdomainName, false),
    ...common(spec, compiler),
    ...(mutations.length === 0 ? [required('spec.mutations', 'mutations must contain at least one item')] : []),
    ...mutations.flatMap((mutation, index) => validateMutation(mutation, compiler, `spec.mutations[${index}]`)),
    ...(spec.reinvocationPolicy === undefined || spec.reinvocationPolicy === '' ? [required('spec.reinvocationPolicy')]
      : oneOf('spec.reinvocationPolicy', spec.reinvocationPolicy, ['IfNeeded', 'Never'])),
  ];
}

function validateMutation({ patchType = '', applyConfiguration, jsonPatch }: Partial<Mutation>, compiler: PolicyCompiler, path: string): FieldError[] {
  const expressionErrors = (field: string, expression: string, returned: 'Object' | 'list(JSONPatch)'): FieldError[] => {
    if (expression.trim() === '') return [required(`${path}.${field}.expression`, 'expression is not specified')];
    const wrong = compiler.check(expression, [returned]);
    return wrong === undefined ? [] : [invalid(`${path}.${field}.expression`, expression, wrong)];
  };
  const forbid = (field: string): FieldError => ({ type: 'forbidden', path: `${path}.${field}`, detail: `must not be specified when patchType is ${patchType}` });
  switch (patchType) {
    case 'ApplyConfiguration': return [
      ...(applyConfiguration === undefined ? [required(`${path}.applyConfiguration`, 'must be specified when patchType is ApplyConfiguration')]
        : expressionErrors('applyConfiguration', applyConfiguration.expression ?? '', 'Object')),
      ...(jsonPatch === undefined ? [] : [forbid('jsonPatch')]),
    ];
    case 'JSONPatch': return [
      ...(jsonPatch === undefined ? [required(`${path}.jsonPatch`, 'must be specified when patchType is JSONPatch')]
        : expressionErrors('jsonPatch', jsonPatch.expression ?? '', 'list(JSONPatch)')),
      ...(applyConfiguration === undefined ? [] : [forbid('applyConfiguration')]),
    ];
    case '': return [required(`${path}.patchType`)];
    default: return [notSupported(`${path}.patchType`, patchType, ['ApplyConfiguration', 'JSONPatch'])];
  }
}
