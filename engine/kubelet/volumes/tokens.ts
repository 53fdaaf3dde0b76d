/** Tokens of ServiceAccounts in volumes: asked for when first read, renewed in time. @k8s pkg/kubelet/token/token_manager.go */
import { KINDS, type Container, type ServiceAccountTokenProjection } from '../../api/index.ts';
import { nameOf, namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';

const DAY_MS = 86_400_000;
const JITTER_MS = 10_000;
/** The kubelet looks at a pod once a minute to once in 90 seconds. */
const LOOK_MS = 75_000;

export type Tokens = {
  /** The same text until it is to be renewed. */
  read(source: ServiceAccountTokenProjection): string;
  /** One of them has got too old. */
  readonly due: boolean;
};

export const createTokens = (kit: Kit, work: PodWork): Tokens => new PodTokens(kit, work);

/** A class: every pod has one. */
class PodTokens implements Tokens {
  private readonly kit: Kit;
  private readonly work: PodWork;
  /** Made with the first one that is read: most pods never read theirs. */
  private known: Map<string, { readonly text: string; readonly renewAt: number }> | undefined;
  constructor(kit: Kit, work: PodWork) { this.kit = kit; this.work = work; }
  get due(): boolean {
    const { clock } = this.kit.context;
    for (const { renewAt } of this.known?.values() ?? []) if (clock.now >= renewAt) return true;
    return false;
  }
  read(source: ServiceAccountTokenProjection): string {
    const { clock, random } = this.kit.context;
    const cached = this.known?.get(source.path);
    if (cached !== undefined && clock.now < cached.renewAt) return cached.text;
    const seconds = source.expirationSeconds ?? 3600;
    const text = requestToken(this.kit, this.work, source, seconds);
    // With a fifth of its time left, or after a day; then at the next look.
    const age = Math.min(DAY_MS, seconds * 800) - random.int('token jitter', 0, JITTER_MS);
    (this.known ??= new Map()).set(source.path, { text, renewAt: clock.now + age + LOOK_MS });
    return text;
  }
}

export const accountOf = (work: PodWork): string => specOf(work.pod).serviceAccountName ?? 'default';

function requestToken(kit: Kit, work: PodWork, source: ServiceAccountTokenProjection, expirationSeconds: number): string {
  const result = kit.context.client.post(KINDS.ServiceAccount, namespaceOf(work.pod), accountOf(work), 'token', {
    apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest',
    spec: {
      ...(source.audience === undefined || source.audience === '' ? {} : { audiences: [source.audience] }), expirationSeconds,
      boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: nameOf(work.pod), uid: work.uid },
    },
  }, { by: kit.by, rule: 'a token for the pod', cause: `pods/${work.key}` });
  const status = result.ok ? result.value['status'] as { readonly token?: string } | undefined : undefined; // a TokenRequest's status
  return status?.token ?? '';
}

/** Whose the token's file is: where all containers run as one user, that one. @k8s pkg/volume/util/util.go FsUserFrom */
export function tokenOwner(work: PodWork): number | undefined {
  const { containers, initContainers, securityContext } = specOf(work.pod);
  const [first] = containers;
  const userOf = (c: Container | undefined): number | undefined => c?.securityContext?.runAsUser ?? securityContext?.runAsUser;
  const user = userOf(first);
  return containers.every((c) => userOf(c) === user) && (initContainers ?? []).every((c) => userOf(c) === user) ? user : undefined;
}
