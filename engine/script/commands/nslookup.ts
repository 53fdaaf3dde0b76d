import type { Task } from '../../time/index.ts';
import { send } from '../pipe.ts';
import type { Command, CommandContext, DnsAnswer, DnsType } from '../types.ts';
import { complain, type CommandMaker } from './common.ts';
import { formatDate } from './dates.ts';

type Resolver = { readonly servers: readonly string[]; readonly search: readonly string[] };

function resolver(context: CommandContext): Resolver {
  const { files } = context.machine;
  const text = files.realPath('/etc/resolv.conf') === undefined ? '' : files.read('/etc/resolv.conf');
  const lines = typeof text === 'string' ? text.split('\n').map((line) => line.trim().split(/\s+/)) : [];
  return { servers: lines.filter(([key]) => key === 'nameserver').flatMap(([, value]) => (value === undefined ? [] : [value])), search: lines.filter(([key]) => key === 'search').at(-1)?.slice(1) ?? [] };
}

const reverse = (address: string): string => `${address.split('.').reverse().join('.')}.in-addr.arpa`;
const isAddress = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(text);
const bare = (name: string): string => name.replace(/\.$/, '');

function* ask(context: CommandContext, name: string, type: DnsType, server: string | undefined): Task<DnsAnswer> {
  const { network } = context.machine;
  if (network.query !== undefined) return yield* network.query({ name, type, ...(server === undefined ? {} : { server }) });
  const found = yield* network.resolve(`${name}.`);
  if (!found.ok) return { code: found.reason, records: [] };
  return { code: 'NOERROR', records: type === 'A' ? found.addresses.map((data) => ({ name, type, ttl: 30, data })) : [] };
}

function recordLine(record: DnsAnswer['records'][number]): string {
  const name = bare(record.name);
  switch (record.type) {
    case 'A': case 'AAAA': return `Name:\t${name}\nAddress: ${record.data}\n`;
    case 'SRV': return `${name}\tservice = ${bare(record.data)}\n`;
    case 'TXT': return `${name}\ttext = ${record.data}\n`;
    case 'PTR': return `${name}\tname = ${bare(record.data)}\n`;
    default: return `${name}\tcanonical name = ${bare(record.data)}\n`;
  }
}

type Asked = { readonly name: string; readonly answer: DnsAnswer };
const TYPES: readonly DnsType[] = ['A', 'AAAA', 'SRV', 'TXT', 'PTR', 'CNAME'];

/** Address lookups ask for A and AAAA of each name of the search list. @k8s golden cluster/dns-names */
function questions(name: string, type: string | undefined, search: readonly string[]): { readonly name: string; readonly type: DnsType }[] {
  if (isAddress(name) && type === undefined) return [{ name: reverse(name), type: 'PTR' }];
  const wanted = TYPES.find((one) => one === type?.toUpperCase());
  const types: readonly DnsType[] = wanted === undefined ? ['A', 'AAAA'] : [wanted];
  const names = name.includes('.') ? [bare(name)] : search.length === 0 ? [name] : search.map((domain) => `${name}.${domain}`);
  return types.flatMap((one) => names.map((full) => ({ name: full, type: one })));
}

export const makeNslookup: CommandMaker = (flavour) => function* (context) {
  const type = context.args.map((word) => /^-(?:type|t|q|query|querytype)=(.*)$/.exec(word)?.[1]).find((one) => one !== undefined);
  const [name, asked] = context.args.filter((word) => !word.startsWith('-'));
  if (name === undefined) return complain(context, 'missing host name');
  const { servers, search } = resolver(context);
  const server = asked ?? servers[0] ?? '127.0.0.1';
  const mark = flavour === 'gnu' ? '#' : ':';
  const all: Asked[] = [];
  for (const question of questions(name, type, search)) {
    const answer = yield* ask(context, question.name, question.type, asked);
    all.push({ name: question.name, answer });
    // bind's nslookup stops at the first name that exists.
    if (flavour === 'gnu' && answer.code === 'NOERROR' && answer.records.length > 0) break;
  }
  if (all.every(({ answer }) => answer.code === 'timeout')) { yield* send(context.stdout, ';; connection timed out; no servers could be reached\n\n'); return 1; }
  yield* send(context.stdout, `Server:\t\t${server}\nAddress:\t${server}${mark}53\n\n`);
  const shown = flavour === 'gnu' ? all.slice(-1) : all;
  for (const one of shown) {
    const { code, records } = one.answer;
    yield* send(context.stdout, code === 'NOERROR' ? `${records.map(recordLine).join('')}\n` : `** server can't find ${flavour === 'gnu' ? name : one.name}: ${code === 'timeout' ? 'SERVFAIL' : code}\n\n`);
  }
  return shown.some(({ answer }) => answer.code !== 'NOERROR') ? 1 : 0;
};

/** dig: `dig [@server] name [type] [+short]`. */
export const dig: Command = function* (context) {
  const words = context.args;
  const server = words.find((word) => word.startsWith('@'))?.slice(1);
  const short = words.includes('+short');
  const plain = words.filter((word) => !/^[@+-]/.test(word));
  const reversed = words.includes('-x');
  const type = TYPES.find((one) => plain.some((word) => word.toUpperCase() === one)) ?? (reversed ? 'PTR' : 'A');
  const given = plain.find((word) => word.toUpperCase() !== type) ?? '.';
  const { servers, search } = resolver(context);
  const names = reversed ? [reverse(given)] : words.includes('+search') && !given.endsWith('.') ? [...search.map((domain) => `${given}.${domain}`), given] : [bare(given)];
  let name = names[0] ?? given;
  let answer: DnsAnswer = { code: 'NXDOMAIN', records: [] };
  for (const one of names) { name = one; answer = yield* ask(context, one, type, server); if (answer.code === 'NOERROR') break; }
  if (answer.code === 'timeout') { yield* send(context.stdout, `;; communications error to ${server ?? servers[0] ?? '127.0.0.1'}#53: timed out\n;; no servers could be reached\n`); return 9; }
  if (short) { yield* send(context.stdout, answer.records.map(({ data }) => `${data}\n`).join('')); return 0; }
  const id = context.machine.random.int('dig', 1, 65535);
  const at = server ?? servers[0] ?? '127.0.0.1';
  const section = answer.records.length === 0 ? '' : `;; ANSWER SECTION:\n${answer.records.map((record) => `${bare(record.name)}.\t${record.ttl}\tIN\t${record.type}\t${record.data}\n`).join('')}\n`;
  yield* send(context.stdout, `\n; <<>> DiG 9.18.24 <<>> ${words.join(' ')}\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${answer.code}, id: ${id}\n;; flags: qr aa rd; QUERY: 1, ANSWER: ${answer.records.length}, AUTHORITY: 0, ADDITIONAL: 1\n\n;; QUESTION SECTION:\n;${name}.\t\tIN\t${type}\n\n${section};; Query time: 1 msec\n;; SERVER: ${at}#53(${at}) (UDP)\n;; WHEN: ${formatDate('%a %b %d %H:%M:%S UTC %Y', context.machine.clock.now)}\n;; MSG SIZE  rcvd: ${60 + 40 * answer.records.length}\n\n`);
  return 0;
};
