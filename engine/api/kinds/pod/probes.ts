/** Validation of probes and life-cycle hooks. @k8s pkg/apis/core/validation/validation.go validateProbe, validateHandler */
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../../schema/types.ts';
import { exactlyOne, invalids, nonNegative, portProblems, validatePortOrName } from './checks.ts';

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;
export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

function validateHttpGet(path: string, action: HTTPGetAction): FieldError[] {
  const errors = (action.path ?? '') === '' ? [required(`${path}.path`)] : [];
  errors.push(...validatePortOrName(`${path}.port`, action.port));
  if (!['HTTP', 'HTTPS'].includes(action.scheme ?? '')) errors.push(notSupported(`${path}.scheme`, action.scheme, ['HTTP', 'HTTPS']));
  for (const header of action.httpHeaders ?? []) {
    if (!/^[-A-Za-z0-9]+$/.test(header.name ?? '')) {
      errors.push(invalid(`${path}.httpHeaders`, header.name ?? '', "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')"));
    }
  }
  return errors;
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

function validateHandler(path: string, handler: Handler, grace: number | undefined): FieldError[] {
  const given = HANDLERS.filter((name) => handler[name] !== undefined);
  const [first] = given;
  const errors: FieldError[] = [];
  if (first === 'exec' && (handler.exec?.command ?? []).length === 0) errors.push(required(`${path}.exec.command`));
  if (first === 'httpGet' && handler.httpGet !== undefined) errors.push(...validateHttpGet(`${path}.httpGet`, handler.httpGet));
  if (first === 'tcpSocket') errors.push(...validatePortOrName(`${path}.tcpSocket.port`, handler.tcpSocket?.port));
  if (first === 'grpc') errors.push(...invalids(`${path}.grpc.port`, handler.grpc?.port, portProblems(handler.grpc?.port ?? 0)));
  if (first === 'sleep') {
    const seconds = handler.sleep?.seconds ?? 0;
    if (grace !== undefined && (seconds < 0 || seconds > grace)) {
      errors.push(invalid(`${path}.sleep`, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`));
    }
  }
  return [...errors, ...exactlyOne(path, given, 'handler type')];
}

export const validateLifecycle = (path: string, lifecycle: Lifecycle | undefined, grace: number | undefined): FieldError[] =>
  (['postStart', 'preStop'] as const).flatMap((hook) => {
    const handler = lifecycle?.[hook];
    return handler === undefined ? [] : validateHandler(`${path}.lifecycle.${hook}`, handler, grace);
  });

export function validateProbe(path: string, kind: ProbeKind, probe: Probe | undefined): FieldError[] {
  if (probe === undefined) return [];
  const here = `${path}.${kind}`;
  const errors = validateHandler(here, probe, undefined);
  for (const field of ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const) {
    errors.push(...nonNegative(`${here}.${field}`, probe[field]));
  }
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) errors.push(invalid(`${here}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  if (kind === 'readinessProbe') {
    if (grace !== undefined) errors.push(invalid(`${here}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== 1 && probe.successThreshold !== undefined) {
    errors.push(invalid(`${here}.successThreshold`, probe.successThreshold, 'must be 1'));
  }
  return errors;
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
/** Init containers end, so there is nothing to probe; sidecars run on. */
export const forbidProbes = (path: string, container: { readonly [kind in ProbeKind]?: Probe } & { readonly lifecycle?: Lifecycle }): FieldError[] => [
  ...(container.lifecycle === undefined ? []
    : [forbidden(`${path}.lifecycle`, 'may not be set for init containers without restartPolicy=Always')]),
  ...PROBES.filter((kind) => container[kind] !== undefined)
    .map((kind) => forbidden(`${path}.${kind}`, 'may not be set for init containers without restartPolicy=Always')),
];
