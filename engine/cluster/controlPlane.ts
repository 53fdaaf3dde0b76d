/** What runs on the control plane's machine. While its API server is off, nobody outside gets an answer and nothing heals. */
import type { Component } from '../client/index.ts';

/** Names of the static pods' containers. */
export type PartName = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler';
export type ControlPlane = {
  components: { readonly [part in PartName]: readonly Component[] };
  readonly running: boolean;
  /** Its parts did not start just now. */
  readonly settled: boolean;
  /** The machine has power, and nothing is known of its containers yet: everything runs. */
  start(): void;
  stop(): void;
  /** The container of a part came up, or went. */
  partStarted(name: string): void;
  partStopped(name: string): void;
};

const PARTS: readonly PartName[] = ['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager'];
/** Without these the others can do nothing. */
const NEEDED: readonly PartName[] = ['etcd', 'kube-apiserver'];
const isPart = (name: string): name is PartName => (PARTS as readonly string[]).includes(name);

export function createControlPlane(): ControlPlane {
  const stopped = new Set<PartName>();
  const working = new Set<PartName>();
  let powered = false;
  let settled = false;
  const serves = (): boolean => powered && NEEDED.every((part) => !stopped.has(part));
  const settle = (): void => {
    const all = serves();
    for (const part of PARTS) {
      const wanted = all && !stopped.has(part);
      if (wanted === working.has(part)) continue;
      if (wanted) working.add(part); else working.delete(part);
      for (const component of plane.components[part]) if (wanted) component.start(); else component.stop();
    }
    settled = all;
  };
  const plane: ControlPlane = {
    components: { etcd: [], 'kube-apiserver': [], 'kube-controller-manager': [], 'kube-scheduler': [] },
    get running() { return serves(); },
    get settled() { return settled; },
    start() { powered = true; stopped.clear(); settle(); },
    stop() { powered = false; settle(); },
    partStarted(name) { if (isPart(name) && stopped.delete(name)) settle(); },
    partStopped(name) { if (powered && isPart(name) && !stopped.has(name)) { stopped.add(name); settle(); } },
  };
  return plane;
}
