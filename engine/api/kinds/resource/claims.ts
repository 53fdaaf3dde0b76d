/** Requests for devices. @k8s pkg/apis/resource/{v1/defaults,validation/validation}.go */
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { DeviceClaim, DeviceRequest, DeviceSelector, DeviceSubRequest, ExactDeviceRequest, ResourceClaimSpec } from '../../schema/types.ts';

const MOST = 32;
type Request = ExactDeviceRequest | DeviceSubRequest;

function defaultRequest<T extends Request>(request: T): T {
  const mode = request.allocationMode === undefined || request.allocationMode === '' ? 'ExactCount' : request.allocationMode;
  return { ...request, allocationMode: mode, ...(mode === 'ExactCount' && (request.count ?? 0) === 0 ? { count: 1 } : {}) };
}

export function defaultClaim<T extends ResourceClaimSpec>(spec: T): T {
  const requests = spec.devices?.requests;
  if (requests === undefined) return spec;
  return { ...spec, devices: { ...spec.devices, requests: requests.map((request) => ({
    ...request,
    ...(request.exactly === undefined ? {} : { exactly: defaultRequest(request.exactly) }),
    ...(request.firstAvailable === undefined ? {} : { firstAvailable: request.firstAvailable.map(defaultRequest) }),
  })) } };
}

export function validateClaimSpec(spec: ResourceClaimSpec | undefined, path: string): FieldError[] {
  return validateDevices(spec?.devices ?? {}, `${path}.devices`);
}

function validateDevices({ requests = [], constraints = [], config = [] }: DeviceClaim, path: string): FieldError[] {
  const names = requests.map(({ name }) => name);
  const known = new Set([...names, ...requests.flatMap(({ name, firstAvailable = [] }) => firstAvailable.map((sub) => `${name}/${sub.name}`))]);
  const referred = (list: readonly string[], at: string): FieldError[] => list.flatMap((name, index) => [
    ...(known.has(name) ? [] : [invalid(`${at}[${index}]`, name, 'must be the name of a request in the claim or the name of a request and a subrequest separated by \'/\'')]),
    ...(list.indexOf(name) < index ? [duplicate(`${at}[${index}]`, name)] : []),
  ]);
  return [
    ...(requests.length > MOST ? [tooMany(`${path}.requests`, requests.length, MOST)] : []),
    ...requests.flatMap((request, index) => [
      ...validateRequest(request, `${path}.requests[${index}]`),
      ...(names.indexOf(request.name) < index ? [duplicate(`${path}.requests[${index}].name`, request.name)] : []),
    ]),
    ...constraints.flatMap((constraint, index) => [
      ...referred(constraint.requests ?? [], `${path}.constraints[${index}].requests`),
      ...(constraint.matchAttribute === undefined && constraint.distinctAttribute === undefined
        ? [required(`${path}.constraints[${index}]`, 'exactly one of `matchAttribute` or `distinctAttribute` is required')] : []),
    ]),
    ...config.flatMap((each, index) => [
      ...referred(each.requests ?? [], `${path}.config[${index}].requests`),
      ...(each.opaque === undefined ? [required(`${path}.config[${index}].opaque`)] : []),
    ]),
  ];
}

const nameErrors = (name: string | undefined, path: string): FieldError[] =>
  ((name ?? '') === '' ? [required(path)] : dns1123LabelProblems(name ?? '').map((text) => invalid(path, name, text)));

function validateRequest(request: DeviceRequest, path: string): FieldError[] {
  const { exactly, firstAvailable = [] } = request;
  const types = (exactly === undefined ? 0 : 1) + (firstAvailable.length > 0 ? 1 : 0);
  return [
    ...nameErrors(request.name, `${path}.name`),
    ...(firstAvailable.length > 8 ? [tooMany(`${path}.firstAvailable`, firstAvailable.length, 8)] : []),
    ...firstAvailable.flatMap((sub, index) => [
      ...nameErrors(sub.name, `${path}.firstAvailable[${index}].name`),
      ...validateExact(sub, `${path}.firstAvailable[${index}]`),
      ...(firstAvailable.findIndex(({ name }) => name === sub.name) < index ? [duplicate(`${path}.firstAvailable[${index}].name`, sub.name)] : []),
    ]),
    ...(exactly === undefined ? [] : validateExact(exactly, `${path}.exactly`)),
    ...(types === 0 ? [required(path, 'exactly one of `exactly` or `firstAvailable` is required')]
      : types > 1 ? [invalid(path, null, 'exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set')] : []),
  ];
}

function validateExact({ deviceClassName = '', selectors = [], allocationMode = '', count = 0 }: Partial<Request>, path: string): FieldError[] {
  return [
    ...(deviceClassName === '' ? [required(`${path}.deviceClassName`)]
      : dns1123SubdomainProblems(deviceClassName).map((text) => invalid(`${path}.deviceClassName`, deviceClassName, text))),
    ...validateSelectors(selectors, `${path}.selectors`),
    ...(allocationMode === 'All' ? (count === 0 ? [] : [invalid(`${path}.count`, count, "must not be specified when allocationMode is 'All'")])
      : allocationMode === 'ExactCount' ? (count > 0 ? [] : [invalid(`${path}.count`, count, 'must be greater than zero')])
        : [notSupported(`${path}.allocationMode`, allocationMode, ['All', 'ExactCount'])]),
  ];
}

export function validateSelectors(selectors: readonly DeviceSelector[], path: string): FieldError[] {
  return [
    ...(selectors.length > MOST ? [tooMany(path, selectors.length, MOST)] : []),
    ...selectors.flatMap(({ cel }, index) => (cel === undefined ? [required(`${path}[${index}].cel`)]
      : (cel.expression ?? '') === '' ? [required(`${path}[${index}].cel.expression`)] : [])),
  ];
}
