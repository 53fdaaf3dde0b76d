/** Status objects of refused requests. @k8s apimachinery/pkg/api/errors/errors.go; golden kubectl/rest-error-codes */
import { fieldErrorBody, fieldErrorReason, formatFieldErrors } from './fieldError.ts';
import type { FieldError } from './kindDefinition.ts';
import type { Status, StatusCause, StatusDetails } from './schema/types.ts';

/** A resource by group and plural name. */
export type ResourceName = { readonly group: string; readonly resource: string };
/** A kind by group. */
export type KindName = { readonly group: string; readonly kind: string };

type Details = StatusDetails;

export function failure(code: number, reason: string, message: string, details?: Details): Status {
  return {
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message,
    ...(reason === '' ? {} : { reason }), ...(details === undefined ? {} : { details }), code,
  };
}

/** The answer to a deletion that is done: `details` name what was deleted. */
export const success = (details?: Details): Status =>
  ({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', ...(details === undefined ? {} : { details }) });

/** The answer to a POST that makes no object of its own: a binding, an eviction. @k8s apiserver/pkg/endpoints/handlers/create.go */
export const created = (): Status => ({ ...success(), code: 201 });

/** `deployments.apps`, `pods`. */
export const qualifiedResource = ({ group, resource }: ResourceName): string => (group === '' ? resource : `${resource}.${group}`);
const qualifiedKind = ({ group, kind }: KindName): string => (group === '' ? kind : `${kind}.${group}`);

const detailsOf = (name: string, group: string, kind: string, more?: Partial<Details>): Details =>
  ({ ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), ...(kind === '' ? {} : { kind }), ...more });
const resourceDetails = (resource: ResourceName, name: string): Details => detailsOf(name, resource.group, resource.resource);

export const notFoundStatus = (resource: ResourceName, name: string): Status =>
  failure(404, 'NotFound', `${qualifiedResource(resource)} "${name}" not found`, resourceDetails(resource, name));

/** A path under a known version that leads nowhere. */
export const noSuchResource = (): Status => failure(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: ResourceName, name: string): Status =>
  failure(409, 'AlreadyExists', `${qualifiedResource(resource)} "${name}" already exists`, resourceDetails(resource, name));

/** generateName found no free name. */
export const generateNameConflict = (resource: ResourceName, name: string): Status =>
  failure(409, 'AlreadyExists',
    `${qualifiedResource(resource)} "${name}" already exists, the server was not able to generate a unique name for the object`,
    { ...resourceDetails(resource, name), retryAfterSeconds: 1 });

export const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';
export const conflict = (resource: ResourceName, name: string, why: string = MODIFIED): Status =>
  failure(409, 'Conflict', `Operation cannot be fulfilled on ${qualifiedResource(resource)} "${name}": ${why}`, resourceDetails(resource, name));

/** Server-side apply met fields that others own. */
export const applyConflict = (message: string, causes: readonly StatusCause[]): Status => failure(409, 'Conflict', message, { causes });

export const forbiddenStatus = (resource: ResourceName, name: string, why: string): Status =>
  failure(403, 'Forbidden', name === '' ? `${qualifiedResource(resource)} is forbidden: ${why}`
    : `${qualifiedResource(resource)} "${name}" is forbidden: ${why}`, resourceDetails(resource, name));

export const unauthorized = (message = 'Unauthorized'): Status => failure(401, 'Unauthorized', message);
export const badRequest = (message: string): Status => failure(400, 'BadRequest', message);

export const methodNotAllowed = (): Status =>
  failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
/** A verb that this resource does not have: `delete is not supported on resources of kind "x"`. */
export const verbNotSupported = (resource: ResourceName, action: string): Status =>
  failure(405, 'MethodNotAllowed', `${action} is not supported on resources of kind "${qualifiedResource(resource)}"`,
    detailsOf('', resource.group, resource.resource));

export const expired = (message: string): Status => failure(410, 'Expired', message);
export const tooOldResourceVersion = (wanted: string | number, oldest: string | number): Status =>
  expired(`too old resource version: ${wanted} (${oldest})`);
export const gone = (message: string): Status => failure(410, 'Gone', message);
export const unsupportedMediaType = (message: string): Status => failure(415, 'UnsupportedMediaType', message);
export const notAcceptable = (message: string): Status => failure(406, 'NotAcceptable', message);
export const tooManyRequests = (message: string, retryAfterSeconds?: number): Status =>
  failure(429, 'TooManyRequests', message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
/** A new resourceVersion that has not been reached yet, or a request that took too long. */
export const timeout = (message: string, retryAfterSeconds = 0): Status =>
  failure(504, 'Timeout', `Timeout: ${message}`, retryAfterSeconds === 0 ? {} : { retryAfterSeconds });
export const serviceUnavailable = (message: string): Status => failure(503, 'ServiceUnavailable', message);

export const internalError = (message: string): Status =>
  failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });

export function invalidStatus(kind: KindName, name: string, errors: readonly FieldError[]): Status {
  const causes = errors.map((error): StatusCause =>
    ({ reason: fieldErrorReason(error), message: fieldErrorBody(error), field: error.path === '' ? '<nil>' : error.path }));
  return failure(422, 'Invalid', `${qualifiedKind(kind)} "${name}" is invalid: ${formatFieldErrors(errors)}`,
    detailsOf(name, kind.group, kind.kind, causes.length === 0 ? {} : { causes }));
}
