/** IPv4 addresses as numbers, and the allocation of pod addresses on one node. */
import { invariant } from '../base/index.ts';

export function parseAddress(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const bytes = match.slice(1).map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

export const formatAddress = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

export const isAddress = (text: string): boolean => parseAddress(text) !== undefined;
export const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1' || address === '0.0.0.0';

export type Range = { readonly first: number; readonly last: number };

/** `10.244.1.0/24` → its first and last address. */
export function parseCidr(text: string): Range {
  const [base, bits] = text.split('/');
  const address = parseAddress(base ?? '');
  invariant(address !== undefined && bits !== undefined && /^\d+$/.test(bits), `not an IPv4 range: ${text}`);
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

export const contains = (range: Range, address: string): boolean => {
  const value = parseAddress(address);
  return value !== undefined && value >= range.first && value <= range.last;
};

export type AddressPool = {
  readonly range: Range;
  /** The node's own address in the range: the bridge. */
  readonly gateway: string;
  take(): string | undefined;
  give(address: string): void;
};

/**
 * The next free address after the one given out last, wrapping: an address is not given again soon.
 * @k8s containernetworking/plugins plugins/ipam/host-local/backend/allocator
 */
export function createAddressPool(cidr: string): AddressPool {
  const range = parseCidr(cidr);
  const [low, high] = [range.first + 2, range.last - 1];
  const taken = new Set<number>();
  let last = low - 1;
  return {
    range,
    gateway: formatAddress(range.first + 1),
    take() {
      for (let tries = 0; tries <= high - low; tries++) {
        last = last >= high ? low : last + 1;
        if (!taken.has(last)) { taken.add(last); return formatAddress(last); }
      }
      return undefined;
    },
    give(address) {
      const value = parseAddress(address);
      if (value !== undefined) taken.delete(value);
    },
  };
}
