/** CoreDNS' configuration, as far as its plugins are simulated: kubernetes, hosts, rewrite name, forward, reload. Others are read over. */
import { isAddress } from './addresses.ts';
import type { ZoneOptions } from './zone.ts';

export type Rewrite = { readonly how: 'exact' | 'prefix' | 'suffix'; readonly from: string; readonly to: string };
export type DnsServer = {
  /** Names that it answers for; `.` for all. */
  readonly zones: readonly string[];
  readonly kubernetes: (Omit<ZoneOptions, 'zone' | 'hasPod'> & { readonly zones: readonly string[] }) | undefined;
  /** Names of its own. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly hostsFallThrough: boolean;
  readonly rewrites: readonly Rewrite[];
  /** Where other names go. */
  readonly forward: readonly string[] | undefined;
  readonly reload: boolean;
};

/** @k8s coredns plugin.cfg: what v1.14.2 is built with */
const PLUGINS = new Set(('root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize bind debug trace ready health pprof prometheus errors log dnstap local dns64 acl any chaos '
  + 'loadbalance tsig cache rewrite header dnssec autopath minimal template transfer hosts route53 azure clouddns k8s_external kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view nomad').split(' '));

type Line = { readonly words: readonly string[]; readonly block: readonly Line[] };

/** Undefined where braces do not fit. */
function read(lines: readonly string[]): readonly Line[] | undefined {
  const stack: { words: readonly string[]; block: Line[] }[] = [{ words: [], block: [] }];
  for (const line of lines) {
    const words = line.replace(/#.*$/, '').trim().split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) continue;
    if (words.length === 1 && words[0] === '}') {
      const done = stack.pop();
      if (done === undefined || stack.length === 0) return undefined;
      stack.at(-1)?.block.push(done);
    } else if (words.at(-1) === '{') stack.push({ words: words.slice(0, -1), block: [] });
    else stack.at(-1)?.block.push({ words, block: [] });
  }
  return stack.length === 1 ? stack[0]?.block : undefined;
}

const bare = (zone: string): string => zone.replace(/^dns:\/\//, '').replace(/:\d+$/, '').toLowerCase().replace(/(.)\.$/, '$1');

function serverOf({ words, block }: Line): DnsServer | undefined {
  if (block.some((line) => !PLUGINS.has(line.words[0] ?? ''))) return undefined;
  const plugin = (name: string): Line | undefined => block.find((line) => line.words[0] === name);
  const option = (line: Line | undefined, name: string): readonly string[] | undefined => line?.block.find((each) => each.words[0] === name)?.words.slice(1);
  const kubernetes = plugin('kubernetes');
  const hosts = plugin('hosts');
  const names = new Map<string, readonly string[]>();
  for (const { words: [address = '', ...list] } of hosts?.block ?? []) if (isAddress(address)) for (const name of list) names.set(name.toLowerCase(), [...names.get(name.toLowerCase()) ?? [], address]);
  const rewrites = block.filter((line) => line.words[0] === 'rewrite').flatMap(({ words: [, ...rest] }): Rewrite[] => {
    const parts = rest.filter((word) => word !== 'stop' && word !== 'continue');
    const [kind, how = '', from, to] = parts.length === 3 ? [parts[0], 'exact', parts[1], parts[2]] : parts;
    if (kind !== 'name' || from === undefined || to === undefined || (how !== 'exact' && how !== 'prefix' && how !== 'suffix')) return [];
    return [{ how, from: bare(from), to: bare(to) }];
  });
  const pods = option(kubernetes, 'pods')?.[0];
  return {
    zones: words.map(bare), hosts: names, hostsFallThrough: option(hosts, 'fallthrough') !== undefined, rewrites, reload: plugin('reload') !== undefined,
    forward: plugin('forward')?.words.slice(2),
    kubernetes: kubernetes === undefined ? undefined : {
      zones: kubernetes.words.slice(1).map(bare).filter((zone) => !zone.endsWith('.arpa')), ttl: Number(option(kubernetes, 'ttl')?.[0] ?? 5),
      pods: pods === 'insecure' || pods === 'verified' ? pods : 'disabled', podNames: option(kubernetes, 'endpoint_pod_names') !== undefined,
    },
  };
}

/** Undefined where CoreDNS would not take it: braces that do not fit, a plugin that it does not have. */
export function parseCorefile(text: string): readonly DnsServer[] | undefined {
  const servers = read(text.split('\n'))?.map(serverOf);
  return servers === undefined || servers.length === 0 || servers.includes(undefined) ? undefined : servers.filter((server): server is DnsServer => server !== undefined);
}

/** The server block with the longest zone that the name is in. */
export function serverFor(servers: readonly DnsServer[], name: string): DnsServer | undefined {
  let best: { readonly server: DnsServer; readonly length: number } | undefined;
  for (const server of servers) for (const zone of server.zones) {
    const length = zone === '.' ? 0 : zone.length;
    if ((zone === '.' || name === zone || name.endsWith(`.${zone}`)) && (best === undefined || length > best.length)) best = { server, length };
  }
  return best?.server;
}

export function rewritten({ rewrites }: DnsServer, name: string): string {
  for (const { how, from, to } of rewrites) {
    if (how === 'exact' && name === from) return to;
    if (how === 'prefix' && name.startsWith(from)) return to + name.slice(from.length);
    if (how === 'suffix' && name.endsWith(from)) return name.slice(0, -from.length) + to;
  }
  return name;
}
