/** What a load source is told, as one line of text: `shop http://web.default/cart rate=50 timeout=2s from=node01 for=5m`. */
import { parseDuration } from '../../base/index.ts';

export type LoadSpec = {
  /** Stops and reads go by it. */
  readonly name: string;
  readonly url: string;
  /** Requests in a second, spread evenly. */
  readonly rate: number;
  /** From a request's begin until it is given up. */
  readonly timeoutMs: number;
  /** `outside`: the learner's computer; a node's name; `namespace/pod`: with that pod's address and names. */
  readonly from: string;
  /** Ends by itself after so long. */
  readonly forMs?: number | undefined;
};
export type LoadTarget = { readonly host: string; readonly port: number; readonly path: string };

const MOST_PER_SECOND = 1000;
const LEAST_PER_SECOND = 0.01;
const LONGEST_TIMEOUT_MS = 60_000;
const LONGEST_MS = 24 * 3600 * 1000;
const DEFAULTS = { rate: 10, timeoutMs: 1000, from: 'outside' } as const;
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i;
const EXAMPLE = 'for example: shop http://web.default/ rate=50 timeout=2s from=node01 for=5m';

/** Undefined where it is no address that a load source can ask. */
export function targetOf(url: string): LoadTarget | undefined {
  const match = /^http:\/\/([^/:?#\s]+)(?::(\d{1,5}))?(\/[^\s#]*)?$/.exec(url);
  const [, host = '', port = '80', path = '/'] = match ?? [];
  if (match === null || !HOST.test(host) || host.length > 253 || Number(port) < 1 || Number(port) > 65_535) return undefined;
  return { host, port: Number(port), path };
}

/** What is wrong with it, in words; undefined if nothing is. */
export function problemOf({ name, url, rate, timeoutMs, forMs }: LoadSpec): string | undefined {
  if (!NAME.test(name)) return `a load's name has small letters, digits and dashes, at most 63; found ${JSON.stringify(name.slice(0, 80))}`;
  if (targetOf(url) === undefined) return `a load asks an address like http://web.default:8080/path (no https); found ${JSON.stringify(url.slice(0, 80))}`;
  if (!(rate >= LEAST_PER_SECOND && rate <= MOST_PER_SECOND)) return `a load's rate is between ${LEAST_PER_SECOND} and ${MOST_PER_SECOND} requests per second; found ${rate}`;
  if (!(timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS)) return `a load's timeout is between 1ms and 60s; found ${timeoutMs}ms`;
  if (forMs !== undefined && !(forMs >= 1 && forMs <= LONGEST_MS)) return `a load lasts between 1ms and 24h; found ${forMs}ms`;
  return undefined;
}

function durationOf(text: string): number | undefined {
  const parsed = parseDuration(text);
  return parsed.ok ? Math.round(parsed.ms) : undefined;
}

/** The text of a `load-start` as a spec, or what is wrong with it. */
export function parseLoad(text: string): LoadSpec | string {
  const words = text.trim().split(/\s+/).filter((word) => word !== '');
  const options = words.filter((word) => /^[a-z]+=/.test(word));
  const plain = words.filter((word) => !options.includes(word));
  const url = plain.at(-1);
  if (url === undefined || plain.length > 2) return `a load is a name, an address and options, ${EXAMPLE}; found ${JSON.stringify(text.slice(0, 80))}`;
  let spec: LoadSpec = { ...DEFAULTS, name: plain.length === 2 ? plain[0] ?? '' : 'load', url };
  for (const option of options) {
    const at = option.indexOf('=');
    const [key, value] = [option.slice(0, at), option.slice(at + 1)];
    const ms = key === 'timeout' || key === 'for' ? durationOf(value) : undefined;
    if (key === 'rate' && /^-?\d+(\.\d+)?$/.test(value)) spec = { ...spec, rate: Number(value) };
    else if (key === 'rate') return `a load's rate is a number of requests per second; found ${JSON.stringify(value.slice(0, 40))}`;
    else if (key === 'from' && value !== '') spec = { ...spec, from: value };
    else if (key === 'timeout' && ms !== undefined) spec = { ...spec, timeoutMs: ms };
    else if (key === 'for' && ms !== undefined) spec = { ...spec, forMs: ms };
    else if (key === 'timeout' || key === 'for') return `${key} is a duration like 500ms, 2s or 5m; found ${JSON.stringify(value.slice(0, 40))}`;
    else return `a load has the options rate, timeout, from and for, ${EXAMPLE}; found ${JSON.stringify(option.slice(0, 40))}`;
  }
  return problemOf(spec) ?? spec;
}
