/** The ways from the machines to the API server: who is refused, who hears nothing, and who hears everything again. */
import { createHistory, createLink, unreachable, type Link } from '../client/index.ts';
import { failure, type Status } from '../api/index.ts';
import type { Network } from '../network/index.ts';
import type { Store } from '../store/index.ts';
import type { ControlPlane } from './controlPlane.ts';

export type Links = {
  of(node: string): Link;
  forget(node: string): void;
  /** Something has changed: the control plane, the network, a machine's power. */
  refresh(): void;
};

/** @k8s apiserver: what etcd's client says goes on to who asked */
export const NO_STORAGE = 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused"';

/** @param host of the API server, with its port @param cutOff whether the node cannot reach it */
export function createLinks(parts: { readonly store: Store; readonly network: Network; readonly controlPlane: ControlPlane; readonly master: string; readonly host: string }): Links {
  const { store, network, controlPlane, master, host } = parts;
  const history = createHistory(store);
  const links = new Map<string, { readonly link: Link; open: boolean }>();
  const reaches = (node: string): boolean => node === master || network.reachable(node, master);
  const refused = unreachable(`dial tcp ${host}: connect: connection refused`);
  const silent = unreachable(`dial tcp ${host}: i/o timeout`);
  const noStorage = failure(500, '', NO_STORAGE);
  const problemOf = (node: string): Status | undefined => {
    if (controlPlane.serves && node === master) return undefined;
    if (!reaches(node)) return silent;
    return !controlPlane.running ? refused : controlPlane.serves ? undefined : noStorage;
  };
  return {
    of(node) {
      let entry = links.get(node);
      if (entry === undefined) { entry = { link: createLink(store, history, () => problemOf(node)), open: true }; links.set(node, entry); }
      return entry.link;
    },
    forget(node) { links.delete(node); },
    refresh() {
      for (const [node, entry] of links) {
        const open = problemOf(node) === undefined;
        // Once it can be reached again an informer lists before it watches.
        if (open) entry.link.thaw(); else if (!reaches(node)) entry.link.freeze();
        const opens = open && !entry.open;
        entry.open = open;
        if (opens) entry.link.opened();
      }
    },
  };
}
