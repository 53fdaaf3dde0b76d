/** What is accepted with a warning, and cells of tables, by upstream's rules. */
import { findByKind, type KindDefinition, type KubeObject } from './index.ts';

type Manifest = KubeObject & { readonly [field: string]: unknown };
function kindOf({ apiVersion = '', kind = '' }: Manifest): KindDefinition {
  const found = findByKind(apiVersion, kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  return found;
}
const defaulted = (manifest: Manifest): KubeObject => kindOf(manifest).defaults(manifest);
const warningsOf = (manifest: Manifest, old?: Manifest): readonly string[] => kindOf(manifest).warnings?.(defaulted(manifest), old && defaulted(old)) ?? [];
const cell = (manifest: Manifest, name: string): unknown => kindOf(manifest).columns.find((column) => column.name === name)?.cell(defaulted(manifest), 0);

const quota: Manifest = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: { 'cpu': '2', 'limits.cpu': '1', 'requests.memory': '1Gi', 'limits.memory': '2Gi' } } };
const slice: Manifest = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 's' }, addressType: 'FQDN', endpoints: [{ addresses: ['a.b'] }] };
const endpoints: Manifest = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'e' }, subsets: [{ notReadyAddresses: [{ ip: '2001:0db8::1' }] }] };
const driver: Manifest = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'd' }, spec: { tokenRequests: [{ audience: 'a' }] } };
const ingress = (annotated: string, spec: object): Manifest =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'i', annotations: { 'kubernetes.io/ingress.class': annotated } }, spec });

/** @k8s pkg/registry strategies' WarningsOnCreate, WarningsOnUpdate */
test.each<[string, readonly string[], readonly string[]]>([
  ['a request above its limit, at creation only', warningsOf(quota), ['ResourceQuota cpu (2) should be less than limits.cpu (1)']],
  ['a quota that is changed', warningsOf(quota, quota), []],
  ['names as endpoints', warningsOf(slice), ['spec.addressType: FQDN endpoints are deprecated']],
  ['names as endpoints, known', warningsOf(slice, slice), []],
  ['a long address', warningsOf(endpoints), ['subsets[0].notReadyAddresses[0].ip: IPv6 address "2001:0db8::1" should be in RFC 5952 canonical format ("2001:db8::1")']],
  ['tokens among the attributes', warningsOf(driver),
    ['spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes']],
  ['tokens as before', warningsOf(driver, driver), []],
  ['a class by annotation', warningsOf(ingress('n', {})), [`annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead`]],
  ['a class by both', warningsOf(ingress('n', { ingressClassName: 'n' })), []],
])('%s', (_name, given, expected) => { expect(given).toEqual(expected); });

/** @k8s pkg/printers/internalversion/printers.go */
test('cells', () => {
  const ingressClass: Manifest = {
    apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'n', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }, spec: { controller: 'a.b/c' },
  };
  expect(cell(ingressClass, 'Name')).toBe('n (default)');
  expect(cell(quota, 'Request')).toBe(''); // the status has not been counted yet
  expect(cell({ ...quota, status: { hard: { 'pods': '3' }, used: { 'pods': '1' } } }, 'Request')).toBe('pods: 1/3');
  const binding = (paramRef: object): Manifest => ({
    apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: { name: 'b' }, spec: { policyName: 'p', paramRef },
  });
  expect(cell(binding({ name: 'x' }), 'ParamRef')).toBe('*/x');
  expect(cell(binding({ selector: { matchLabels: { a: 'b' } } }), 'ParamRef'))
    .toBe('&LabelSelector{MatchLabels:map[string]string{a: b,},MatchExpressions:[]LabelSelectorRequirement{},}');
});
