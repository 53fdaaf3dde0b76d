/** Getting the image of a container. @k8s pkg/kubelet/images/image_manager.go EnsureImageExists */
import type { Secret } from '../../api/index.ts';
import { formatDuration } from '../../base/index.ts';
import { imagePull } from '../../machines/index.ts';
import type { ImageStatus, PullResult } from '../../runtime/index.ts';
import type { Task } from '../../time/index.ts';
import { send } from '../lives.ts';
import { fieldPath } from '../pods/work.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { finishedBy } from '../waits.ts';
import { mayUse, recordPull } from './pullRecords.ts';
import { credentialsFor } from './pullSecrets.ts';

export type ImageOutcome = { readonly ok: true; readonly image: ImageStatus } | { readonly ok: false; readonly reason: string; readonly message: string };

/** `about`: the container's place in the spec, for events. */
export type Wanted = { readonly name: string; readonly policy: string; readonly about: { readonly fieldPath?: string } };

export const ensureImage = (kit: Kit, work: PodWork, c: ContainerWork, secrets: readonly Secret[]): Task<ImageOutcome> =>
  ensureImageOf(kit, work, { name: c.spec.image ?? '', policy: c.spec.imagePullPolicy ?? 'IfNotPresent', about: { fieldPath: fieldPath(c) } }, secrets);

export function* ensureImageOf(kit: Kit, work: PodWork, { name, policy, about }: Wanted, secrets: readonly Secret[]): Task<ImageOutcome> {
  const event = (type: 'Normal' | 'Warning', reason: string, message: string): void => kit.recorder.event(work.pod, type, reason, message, about);
  const found = kit.runtime.imageStatus(name);
  if (found !== undefined && 'invalid' in found) {
    const message = `Failed to apply default image tag "${name}": couldn't parse image name "${name}": ${found.invalid}`;
    event('Warning', 'InspectFailed', message);
    return { ok: false, reason: 'InvalidImageName', message };
  }
  const pull = pullOf(work, name);
  const tell = (what: Parameters<typeof imagePull.step>[1]): string => {
    let wanted = '';
    send(kit.context.clock, imagePull, pull, what, (effect) => { wanted = effect.type; });
    return wanted;
  };
  const credentials = lazily(() => credentialsFor(secrets, name));
  const allowed = found === undefined || mayUse(kit.pullRecords, found.id, credentials);
  if (found !== undefined && policy !== 'Always' && allowed) {
    tell({ type: 'found' });
    event('Normal', 'Pulled', `Container image "${name}" already present on machine and can be accessed by the pod`);
    return { ok: true, image: found };
  }
  if (policy === 'Never') {
    const message = `Container image "${name}" is not present with pull policy of Never`;
    event('Warning', 'ErrImageNeverPull', message);
    return { ok: false, reason: 'ErrImageNeverPull', message };
  }
  if (tell({ type: 'wanted' }) === 'announceBackOff') {
    event('Normal', 'BackOff', `Back-off pulling image "${name}"`);
    return { ok: false, reason: 'ImagePullBackOff', message: `Back-off pulling image "${name}": ErrImagePull: ${pull.life.context.error}` };
  }
  event('Normal', 'Pulling', `Pulling image "${name}"`);
  const begun = kit.context.clock.now;
  work.interruptible = true;
  const result = yield* finishedBy<PullResult>((done) => kit.runtime.pullImage(name, done, credentials().map(({ account }) => account)));
  work.interruptible = false;
  if (!result.ok) {
    tell({ type: 'pullFailed', error: result.message });
    event('Warning', 'Failed', `Failed to pull image "${name}": ${result.message}`);
    return { ok: false, reason: result.reason, message: result.message };
  }
  tell({ type: 'pulled' });
  recordPull(kit.pullRecords, result.image.id, credentials());
  kit.imagesChanged();
  const all = kit.context.clock.now - begun;
  event('Normal', 'Pulled', `Successfully pulled image "${name}" in ${formatDuration(result.pullMs ?? all)} (${formatDuration(all)} including waiting). Image size: ${result.image.size} bytes.`);
  return { ok: true, image: result.image };
}

type Pull = NonNullable<ReturnType<PodWork['pulls']['get']>>;
function pullOf(work: PodWork, image: string): Pull {
  const known = work.pulls.get(image);
  if (known !== undefined) return known;
  const pull: Pull = { life: imagePull.start(), timers: undefined };
  work.pulls.set(image, pull);
  return pull;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
