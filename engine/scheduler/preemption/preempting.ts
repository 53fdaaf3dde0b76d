/** Pods for which others are just being made to leave: until that is done they are not tried again. @k8s framework/preemption/executor.go isRunningPreemption */
import type { Pod } from '../../api/index.ts';

export type Preempting = {
  begin(uid: string): void;
  /** Only this victim is left. */
  lastVictim(uid: string, victim: Pod): void;
  end(uid: string): void;
  isRunning(uid: string): boolean;
};

export function createPreempting(podNamed: (namespace: string | undefined, name: string) => Pod | undefined): Preempting {
  const running = new Map<string, Pod | undefined>();
  return {
    begin: (uid) => { running.set(uid, undefined); },
    lastVictim: (uid, victim) => { running.set(uid, victim); },
    end: (uid) => { running.delete(uid); },
    isRunning(uid) {
      if (!running.has(uid)) return false;
      const last = running.get(uid);
      if (last === undefined) return true;
      const now = podNamed(last.metadata?.namespace, last.metadata?.name ?? '');
      return now !== undefined && now.metadata?.deletionTimestamp === undefined;
    },
  };
}
