/** The ranges of addresses that nodes can have for their pods, and which are taken. @k8s pkg/controller/nodeipam/ipam/cidrset/cidr_set.go */

/** @k8s kubeadm: --cluster-cidr=10.244.0.0/16, --node-cidr-mask-size 24 */
const RANGES = 256;
const rangeOf = (index: number): string => `10.244.${index}.0/24`;

export type Ranges = {
  /** One that is not of the cluster's is nobody's business. */
  occupy(range: string): void;
  release(range: string): void;
  /** The next free one after the one that was given last; undefined: none is left. */
  take(): string | undefined;
};

export function createRanges(count = RANGES): Ranges {
  const taken = new Set<string>();
  let next = 0;
  return {
    occupy(range) { if (range !== '') taken.add(range); },
    release(range) { taken.delete(range); },
    take() {
      for (let i = 0; i < count; i++) {
        const index = (next + i) % count;
        if (taken.has(rangeOf(index))) continue;
        next = (index + 1) % count;
        taken.add(rangeOf(index));
        return rangeOf(index);
      }
      return undefined;
    },
  };
}
