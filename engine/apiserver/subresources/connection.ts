/**
 * Admission of what is no object of its own: the body of a subresource that is created, the options of a connection.
 * @k8s apiserver/pkg/endpoints/handlers/{create,rest}.go namedCreater, ConnectResource
 */
import { badRequest, type KubeObject } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Attributes } from '../admission/types.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { flag } from '../query.ts';
import { attributesOf, isDryRun } from '../write.ts';

export type Form = NonNullable<Attributes['form']>;

/** Both halves of admission; between them comes what the subresource itself checks of the body. */
export type PartAdmission = { readonly check: () => Failure | undefined; readonly validate: () => Failure | undefined };

export function admissionOfPart(context: ServerContext, request: ResourceRequest, operation: 'CREATE' | 'CONNECT', form: Form, body: JsonObject): PartAdmission {
  const attributes = attributesOf(request, operation, request.name ?? '', undefined, form);
  const apiVersion = form.group === '' ? form.version : `${form.group}/${form.version}`;
  const object = { ...body, apiVersion, kind: form.kind } as KubeObject; // by its form
  return {
    check: () => context.admission.check(attributes, object, context),
    validate: () => context.admission.validate(attributes, object, context),
  };
}

/** Why a client may not connect to a pod, service or node; undefined if it may. @param kind `PodExecOptions` and so on, as discovery names it */
export function connectionDenied(context: ServerContext, request: ResourceRequest, kind: string): Failure | undefined {
  if (isDryRun(request)) return fail(badRequest('dryRun is not supported'));
  const admission = admissionOfPart(context, request, 'CONNECT', { group: '', version: 'v1', kind }, optionsOf(request, kind));
  return admission.check() ?? admission.validate();
}

/** @k8s pkg/apis/core/types.go; what is false or empty is left out */
function optionsOf({ query, rest }: ResourceRequest, kind: string): JsonObject {
  if (kind.endsWith('ProxyOptions')) return rest === '' ? {} : { path: rest };
  if (kind === 'PodPortForwardOptions') return { ports: query.all('ports').map(Number) };
  const container = query.get('container') ?? '';
  return {
    ...(flag(query, 'stdin') ? { stdin: true } : {}), stdout: true, stderr: true, ...(flag(query, 'tty') ? { tty: true } : {}),
    ...(container === '' ? {} : { container }), ...(kind === 'PodExecOptions' ? { command: query.all('command') } : {}),
  };
}
