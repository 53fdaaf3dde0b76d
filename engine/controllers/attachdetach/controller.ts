/**
 * Asks the drivers of CSI volumes to attach them: a VolumeAttachment for each node that needs a volume. The drivers' own attachers are
 * not modelled: who wants one writes `status.attached`. @k8s pkg/controller/volume/attachdetach
 */
import { KINDS, type Pod } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { keyOf, nameOf, splitKey } from '../owners.ts';
import { claimsOf, indexByClaim } from '../podClaims.ts';
import { createTimers } from '../timers.ts';
import { attachmentObject, attachmentsOf, isExclusive, isOver, tooLate, usedElsewhere, type Attachment } from './attachments.ts';
import { forcedOff, MAX_WAIT_MS } from './force.ts';

const BY = 'attachdetach-controller';
/** @k8s ReconcilerLoopPeriod */
const LOOP_MS = 100;
/** @k8s pkg/volume/csi/csi_plugin.go csiTimeout */
const ATTACH_TIMEOUT_MS = 120_000;
/** @k8s pkg/util/goroutinemap/exponentialbackoff */
const [FIRST_REST_MS, LONGEST_REST_MS] = [500, 122_000];

/**
 * `attaching`: nothing else is done to it until the driver has answered or two minutes have passed.
 * `unusedSince`: no pod of the node needs it any more, but the node has not said that it is unmounted.
 */
type Known = { readonly attachment: Attachment; readonly pods: Map<string, Pod>; attaching: boolean; restMs: number; unusedSince: number | undefined; refusedTo: number };

export const createAttachDetachController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const [pods, claims, volumes] = [client.informer(KINDS.Pod), client.informer(KINDS.PersistentVolumeClaim), client.informer(KINDS.PersistentVolume)];
  const [attachments, drivers, nodes] = [client.informer(KINDS.VolumeAttachment), client.informer(KINDS.CSIDriver), client.informer(KINDS.Node)];
  const recorder = context.recorder(BY);
  const timers = createTimers(clock);
  const known = new Map<string, Known>();
  const users = indexByClaim(pods);
  const because = (rule: string) => ({ by: BY, rule });

  const volumeOf = (key: string) => {
    const { namespace, name } = splitKey(key);
    const claim = claims.get(namespace, name);
    return claim?.status?.phase === 'Bound' ? volumes.get(undefined, claim.spec?.volumeName ?? '') : undefined;
  };
  const needsNone = (driver: string): boolean => drivers.get(undefined, driver)?.spec.attachRequired === false;

  /** A volume that only one node may have is at another still. Its pods are told once each. */
  function isTaken(one: Known): boolean {
    if (!isExclusive(one.attachment.volume)) return false;
    const others = Array.from(known.values()).filter((each) => each !== one && each.attachment.handle === one.attachment.handle && each.attachment.driver === one.attachment.driver && attachments.get(undefined, each.attachment.name) !== undefined);
    if (others.length === 0) return false;
    const users = others.flatMap(({ pods: own }) => Array.from(own.values()));
    if (one.refusedTo < one.pods.size) for (const pod of one.pods.values()) recorder.event(pod, 'Warning', 'FailedAttachVolume', usedElsewhere(one.attachment, pod, users));
    one.refusedTo = one.pods.size;
    return true;
  }
  function attach(one: Known): void {
    if (one.pods.size === 0 || one.attaching || known.get(one.attachment.name) !== one || isTaken(one)) return;
    const { attachment } = one;
    one.attaching = true;
    if (attachments.get(undefined, attachment.name) === undefined) client.create(KINDS.VolumeAttachment, attachmentObject(attachment), because('a pod on the node uses the volume'));
    timers.after(ATTACH_TIMEOUT_MS, () => {
      one.attaching = false;
      if (one.pods.size === 0) { release(one); return; }
      if (attachments.get(undefined, attachment.name)?.status?.attached === true) return;
      for (const pod of one.pods.values()) recorder.event(pod, 'Warning', 'FailedAttachVolume', tooLate(attachment));
      timers.after(one.restMs, () => { if (one.pods.size > 0) attach(one); });
      one.restMs = Math.min(one.restMs * 2, LONGEST_REST_MS);
    });
  }
  function detach({ attachment: { name, handle } }: Known): void {
    known.delete(name);
    if (attachments.get(undefined, name) !== undefined) client.delete(KINDS.VolumeAttachment, undefined, name, because('no pod on the node uses the volume any more'));
    for (const each of known.values()) if (each.attachment.handle === handle && !each.attaching) timers.after(LOOP_MS, () => attach(each));
  }
  /** A node that is not well may have it mounted still: it is left there for six minutes. */
  function release(one: Known): void {
    const mounted = attachments.get(undefined, one.attachment.name)?.status?.attached === true;
    if (!mounted || forcedOff(nodes.get(undefined, one.attachment.node), one.unusedSince, clock.now)) { detach(one); return; }
    if (one.unusedSince !== undefined) return;
    one.unusedSince = clock.now;
    timers.after(MAX_WAIT_MS + LOOP_MS, () => { if (known.get(one.attachment.name) === one && one.pods.size === 0) release(one); });
  }
  function look(pod: Pod): void {
    for (const attachment of attachmentsOf(pod, volumeOf, needsNone)) {
      const before = known.get(attachment.name);
      const one = before ?? { attachment, pods: new Map<string, Pod>(), attaching: false, restMs: FIRST_REST_MS, unusedSince: undefined, refusedTo: 0 };
      one.pods.set(keyOf(pod), pod);
      one.unusedSince = undefined;
      known.set(attachment.name, one);
      if (before === undefined) timers.after(LOOP_MS, () => attach(one));
    }
  }
  function leave(pod: Pod): void {
    const key = keyOf(pod);
    for (const one of Array.from(known.values())) if (one.pods.delete(key) && one.pods.size === 0 && !one.attaching) release(one);
  }
  const stops = [
    pods.onChange(({ type, object, old }) => {
      if (type === 'DELETED' || isOver(object)) { if (known.size > 0) leave(object); }
      else if (old?.spec?.nodeName !== object.spec?.nodeName && claimsOf(object).length > 0) look(object);
    }),
    nodes.onChange(({ object }) => { if (known.size > 0) for (const one of Array.from(known.values())) if (one.unusedSince !== undefined && one.attachment.node === nameOf(object)) release(one); }),
    claims.onChange(({ type, object }) => { if (type !== 'DELETED' && object.status?.phase === 'Bound') for (const pod of users(keyOf(object))) look(pod); }),
  ];
  return () => { for (const stop of stops) stop(); timers.stop(); };
});
