/** What runs on the control plane's machine. Without its API server nobody gets an answer and nothing heals; without etcd it answers that it cannot. */
import type { Component } from '../client/index.ts';
import type { Profile } from '../scheduler/index.ts';
import type { Clock } from '../time/index.ts';

/** Names of the static pods' containers. */
export type PartName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler';
export type ControlPlane = {
  components: { readonly [part in PartName]: readonly Component[] };
  /** The API server answers. */
  readonly running: boolean;
  /** It does, and has its storage. */
  readonly serves: boolean;
  /** Its parts did not start just now. */
  readonly settled: boolean;
  /** The machine has power, and nothing is known of its containers yet: everything runs. */
  start(): void;
  stop(): void;
  /** The container of a part came up, or went. */
  partStarted(name: string): void;
  partStopped(name: string): void;
  isStopped(name: PartName): boolean;
  /** Told when one of the first two has changed. */
  onChange: () => void;
  /** What the scheduler's `--config` says; undefined: it has none. */
  schedulerProfiles: readonly Profile[] | undefined;
  /** The machine's: ends the program of a part with exit code 1. */
  crash: (name: PartName) => void;
};

export const PARTS: readonly PartName[] = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager'];
export const isPart = (name: string): name is PartName => (PARTS as readonly string[]).includes(name);

/** An API server that begins without its storage waits for it so long, then it ends. @k8s apiserver/pkg/storage/storagebackend/factory/etcd3.go dialTimeout */
const STORAGE_WAIT_MS = 20_000;

export function createControlPlane(clock: Clock): ControlPlane {
  const stopped = new Set<PartName>();
  const working = new Set<PartName>();
  let powered = false;
  let settled = false;
  let was = '';
  /** Began while there was no storage. */
  let waits = false;
  const works = (part: PartName): boolean => powered && !stopped.has(part) && !(part === 'kube-apiserver' && waits);
  const settle = (): void => {
    if (!stopped.has('etcd')) waits = false;
    // Everybody learns first that there is no answer any more, and last that there is one.
    const told = (): void => { const now = `${plane.running} ${plane.serves}`; if (now !== was) { was = now; plane.onChange(); } };
    for (const part of PARTS) {
      const wanted = works(part);
      if (wanted === working.has(part)) continue;
      if (wanted) working.add(part); else working.delete(part);
      for (const component of plane.components[part]) if (wanted) component.start(); else component.stop();
    }
    settled = plane.serves;
    told();
  };
  const waitForStorage = (): void => {
    waits = true;
    clock.after(STORAGE_WAIT_MS, () => { if (waits && !stopped.has('kube-apiserver')) plane.crash('kube-apiserver'); });
  };
  const plane: ControlPlane = {
    components: { etcd: [], 'kube-apiserver': [], 'kube-controller-manager': [], 'kube-scheduler': [] },
    get running() { return works('kube-apiserver'); },
    get serves() { return works('kube-apiserver') && works('etcd'); },
    get settled() { return settled; },
    start() { powered = true; stopped.clear(); settle(); },
    stop() { powered = false; settle(); },
    partStarted(name) {
      if (!isPart(name) || !stopped.delete(name)) return;
      if (name === 'kube-apiserver' && stopped.has('etcd')) waitForStorage();
      settle();
    },
    partStopped(name) { if (powered && isPart(name) && !stopped.has(name)) { stopped.add(name); settle(); } },
    isStopped: (name) => !works(name),
    schedulerProfiles: undefined,
    onChange: () => undefined,
    crash: () => undefined,
  };
  return plane;
}
