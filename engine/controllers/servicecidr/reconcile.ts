/** Ranges of service addresses: ready at once, and held while addresses come from them alone. @k8s pkg/controller/servicecidrs/servicecidrs_controller.go */
import { cidrContains, KINDS, parseCidr, parseIp, type IPAddress, type ServiceCIDR } from '../../api/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { setFinalizers } from '../finalizers.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'service-cidr-controller';
const FINALIZER = 'networking.k8s.io/service-cidr-finalizer';
/** For allocators to hear that the range goes. */
const GRACE_MS = 10_000;
const READY = 'Kubernetes Service CIDR is ready';
const HELD = 'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR';

export type CidrView = { readonly now: number; readonly others: readonly ServiceCIDR[]; readonly addresses: readonly IPAddress[] };

const rangesOf = ({ spec }: ServiceCIDR) => (spec?.cidrs ?? []).flatMap((text) => parseCidr(text) ?? []);

/** Some address is in this range and in no other. */
function isNeeded(cidr: ServiceCIDR, { others, addresses }: CidrView): boolean {
  const [own, rest] = [rangesOf(cidr), others.filter((other) => !isDeleting(other)).flatMap(rangesOf)];
  return addresses.some((address) => {
    const ip = parseIp(nameOf(address));
    return ip !== undefined && own.some((range) => cidrContains(range, ip)) && !rest.some((range) => cidrContains(range, ip));
  });
}

type Ready = { readonly status: 'True' | 'False'; readonly reason: string; readonly message: string };
function* setReady(cidr: ServiceCIDR, now: number, { status, reason, message }: Ready): Reconcile {
  const present = cidr.status?.conditions?.find(({ type }) => type === 'Ready');
  if (present?.status === status && present.message === message) return undefined;
  const lastTransitionTime = present?.status === status ? present.lastTransitionTime : rfc3339(now);
  const result = yield* send<ServiceCIDR>({
    verb: 'patch', kind: kindOf(KINDS.ServiceCIDR), namespace: undefined, name: nameOf(cidr), subresource: 'status',
    patch: { status: { conditions: [{ type: 'Ready', status, lastTransitionTime, reason, message }] } },
    because: { by: BY, rule: 'say whether the range can be used', cause: `servicecidrs/${nameOf(cidr)}` },
  });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}

export function* reconcileCidr(cidr: ServiceCIDR, view: CidrView): Reconcile {
  const present = cidr.metadata?.finalizers ?? [];
  if (!isDeleting(cidr)) {
    if (!present.includes(FINALIZER)) {
      const failed = yield* setFinalizers(KINDS.ServiceCIDR, cidr, { by: BY, rule: 'hold the range while it is used', finalizers: [...present, FINALIZER] });
      if (failed !== undefined) return failed;
    }
    return yield* setReady(cidr, view.now, { status: 'True', reason: '', message: READY });
  }
  if (!present.includes(FINALIZER)) return undefined;
  if (isNeeded(cidr, view)) return yield* setReady(cidr, view.now, { status: 'False', reason: 'Terminating', message: HELD });
  const rest = Date.parse(cidr.metadata?.deletionTimestamp ?? '') + GRACE_MS - view.now;
  if (rest > 0) { yield [{ verb: 'again', afterMs: rest }]; return undefined; }
  return yield* setFinalizers(KINDS.ServiceCIDR, cidr, { by: BY, rule: 'no address comes from the range', finalizers: present.filter((name) => name !== FINALIZER) });
}
