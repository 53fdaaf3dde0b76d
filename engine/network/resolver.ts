/** A machine's resolver: /etc/hosts, then the name servers and the search list of /etc/resolv.conf. */
import type { DnsType } from '../script/index.ts';
import type { Task } from '../time/index.ts';
import { isAddress } from './addresses.ts';
import type { DnsReply } from './types.ts';
import type { DnsRecord } from './zone.ts';

export type ResolvConf = { readonly servers: readonly string[]; readonly search: readonly string[]; readonly ndots: number };

const words = (line: string): readonly string[] => line.split(/[#;]/)[0]?.trim().split(/\s+/) ?? [];

export function parseResolvConf(text: string): ResolvConf {
  let search: readonly string[] = [];
  let ndots = 1;
  const servers: string[] = [];
  for (const line of text.split('\n')) {
    const [key, ...values] = words(line);
    if (key === 'nameserver' && values[0] !== undefined) servers.push(values[0]);
    else if (key === 'search' || key === 'domain') search = values;
    else if (key === 'options') {
      const option = values.find((value) => /^ndots:\d+$/.test(value));
      if (option !== undefined) ndots = Number(option.slice('ndots:'.length));
    }
  }
  return { servers: servers.slice(0, 3), search, ndots };
}

export function findInHosts(text: string, name: string): readonly string[] {
  return text.split('\n').map(words)
    .filter(([address, ...names]) => address !== undefined && isAddress(address) && names.includes(name))
    .map(([address]) => address ?? '');
}

/** Names to try, in order: with few dots the search list goes first. A dot at the end forbids the list. */
export function candidatesFor(name: string, conf: ResolvConf): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const listed = conf.search.map((domain) => (domain === '.' ? name : `${name}.${domain.replace(/\.$/, '')}`));
  const dots = name.split('.').length - 1;
  return dots >= conf.ndots ? [name, ...listed] : [...listed, name];
}

export type Resolution =
  | { readonly ok: true; readonly addresses: readonly string[]; readonly name: string; readonly server: string | undefined }
  | { readonly ok: false; readonly reason: 'NXDOMAIN' | 'SERVFAIL' | 'timeout'; readonly server: string | undefined };
/** One question to one server; CNAMEs are followed by the server. */
export type Ask = (server: string, name: string, type: DnsType) => Task<DnsReply>;

const addressesIn = (records: readonly DnsRecord[]): readonly string[] =>
  records.filter((entry) => entry.type === 'A').map((entry) => entry.data);

export function* resolveName(name: string, files: { readonly hosts: string; readonly resolvConf: string }, ask: Ask): Task<Resolution> {
  if (isAddress(name)) return { ok: true, addresses: [name], name, server: undefined };
  const wanted = name.toLowerCase();
  const listed = findInHosts(files.hosts, wanted);
  if (listed.length > 0) return { ok: true, addresses: listed, name, server: undefined };
  if (wanted === 'localhost') return { ok: true, addresses: ['127.0.0.1'], name, server: undefined };
  const conf = parseResolvConf(files.resolvConf);
  let failure: Resolution = { ok: false, reason: 'NXDOMAIN', server: conf.servers[0] };
  for (const candidate of candidatesFor(wanted, conf)) {
    const answer = yield* askServers(conf.servers, candidate, ask);
    if (addressesIn(answer.records).length > 0) {
      return { ok: true, addresses: addressesIn(answer.records), name: candidate, server: answer.server };
    }
    if (answer.code === 'timeout') return { ok: false, reason: 'timeout', server: answer.server };
    if (answer.code === 'SERVFAIL' || answer.code === 'REFUSED') return { ok: false, reason: 'SERVFAIL', server: answer.server };
    failure = { ok: false, reason: 'NXDOMAIN', server: answer.server };
  }
  return failure;
}

/** The next server is asked only if one does not answer. */
function* askServers(servers: readonly string[], name: string, ask: Ask): Task<DnsReply> {
  let answer: DnsReply = { code: 'timeout', server: servers[0] ?? '127.0.0.1', records: [] };
  for (const server of servers) {
    answer = yield* ask(server, name, 'A');
    if (answer.code !== 'timeout') return answer;
  }
  return answer;
}
