import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required, tooLong } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { IngressClass, IngressClassParametersReference } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { invalids } from '../pod/checks.ts';
import { fill, set } from '../workload/podTemplate.ts';
import { referenceErrors } from './ingressRules.ts';

const SCOPES = ['Cluster', 'Namespace'];
const MAX_CONTROLLER = 250;
const HTTP_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;
const HTTP_PATH_TEXT = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";

/** `acme.io/foo`. @k8s apimachinery/pkg/util/validation/validation.go IsDomainPrefixedPath */
function domainPathErrors(path: string, text: string): FieldError[] {
  const slash = text.indexOf('/');
  const [host, rest] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  if (slash < 0 || host === '' || rest === '') return [invalid(path, text, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  return [...invalids(path, host, dns1123SubdomainProblems(host)), ...(HTTP_PATH.test(rest) ? [] : [invalid(path, rest, HTTP_PATH_TEXT)])];
}

function parameterErrors(path: string, parameters: IngressClassParametersReference): FieldError[] {
  const { scope, namespace } = parameters;
  const errors = referenceErrors(path, parameters);
  if (scope === undefined) return [...errors, required(`${path}.scope`)];
  if (!SCOPES.includes(scope)) return [...errors, notSupported(`${path}.scope`, scope, SCOPES)];
  if (scope === 'Cluster') return namespace === undefined ? errors : [...errors, forbidden(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'")];
  if (namespace === undefined) return [...errors, required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'")];
  return [...errors, ...invalids(`${path}.namespace`, namespace, dns1123LabelProblems(namespace))];
}

/** @k8s pkg/apis/networking/validation/validation.go ValidateIngressClass */
function validate(object: IngressClass): FieldError[] {
  const { controller = '', parameters } = object.spec ?? {};
  return [
    ...validateMeta(object, subdomainName, false),
    ...(controller === '' ? [required('spec.controller')] : [
      ...(controller.length > MAX_CONTROLLER ? [tooLong('spec.controller', MAX_CONTROLLER)] : []), ...domainPathErrors('spec.controller', controller),
    ]),
    ...(parameters === undefined ? [] : parameterErrors('spec.parameters', parameters)),
  ];
}

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';
/** @k8s pkg/printers/internalversion/printers.go printIngressClass */
const shownName = ({ metadata }: IngressClass): string => `${metadata?.name ?? ''}${metadata?.annotations?.[DEFAULT_CLASS] === 'true' ? ' (default)' : ''}`;

function parametersText({ spec }: IngressClass): string {
  const { apiGroup, kind, name } = spec?.parameters ?? {};
  return spec?.parameters === undefined ? '<none>' : `${kind}${apiGroup === undefined ? '' : `.${apiGroup}`}/${name}`;
}

export const ingressClass: KindDefinition<IngressClass> = {
  group: 'networking.k8s.io', version: 'v1', kind: 'IngressClass', plural: 'ingressclasses', singular: 'ingressclass', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'networking.v1.IngressClass',
  defaults: (object) => (object.spec?.parameters === undefined ? object
    : set(object, { spec: set(object.spec, { parameters: fill(object.spec.parameters, { scope: 'Cluster' }) }) })),
  validate,
  validateUpdate: (next, old) => [
    ...validateMetaUpdate(next, old), ...validateImmutable('spec.controller', next.spec?.controller, old.spec?.controller), ...validate(next),
  ],
  updateIsWhole: true,
  columns: [{ ...nameColumn, cell: shownName }, column('Controller', 'string', ({ spec }: IngressClass) => spec?.controller ?? ''), column('Parameters', 'string', parametersText), ageColumn],
  selectableFields: {},
};
