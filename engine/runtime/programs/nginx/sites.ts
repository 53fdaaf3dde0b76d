/** The configuration as servers, locations and upstreams. */
import { all, first, type Directive } from './config.ts';

export type Location = { readonly modifier: '' | '=' | '^~' | '~' | '~*'; readonly pattern: string; readonly directives: readonly Directive[] };
/** `address`: undefined where it listens on all. */
export type Listen = { readonly port: number; readonly address: string | undefined };
export type Site = { readonly ports: readonly number[]; readonly listens: readonly Listen[]; readonly names: readonly string[]; readonly isDefault: boolean; readonly directives: readonly Directive[]; readonly locations: readonly Location[] };
export type Sites = {
  readonly http: readonly Directive[];
  readonly sites: readonly Site[];
  readonly upstreams: ReadonlyMap<string, readonly string[]>;
  /** Every proxy_pass of its locations. */
  readonly passes: readonly Directive[];
  readonly daemon: boolean;
  readonly workers: number | 'auto';
};

const portOf = (listen: string): number => {
  const match = /(?:^|:)(\d+)$/.exec(listen);
  return match === null ? 80 : Number(match[1]);
};

const addressOf = (listen: string): string | undefined => {
  const host = /^\[(.+)\]|^([\d.]+\.\d+|localhost)(?::|$)/.exec(listen);
  const address = host?.[1] ?? host?.[2];
  return address === '0.0.0.0' || address === '::' ? undefined : address === 'localhost' ? '127.0.0.1' : address;
};

/** Each port once: on all addresses where one server wants that, else on each that is named. @k8s nginx core module, listen */
export function bindingsOf(sites: readonly Site[]): readonly Listen[] {
  const all = sites.flatMap((site) => site.listens);
  const ports = [...new Set(all.map(({ port }) => port))];
  return ports.flatMap((port) => {
    const addresses = new Set(all.filter((each) => each.port === port).map(({ address }) => address));
    return addresses.has(undefined) ? [{ port, address: undefined }] : [...addresses].map((address) => ({ port, address }));
  });
}

function toLocation(directive: Directive): Location {
  const [a = '', b] = directive.args;
  const modifier = b !== undefined && (a === '=' || a === '^~' || a === '~' || a === '~*') ? a : '';
  return { modifier, pattern: b !== undefined ? b : a, directives: directive.block ?? [] };
}

export function sitesOf(directives: readonly Directive[], extra: readonly Directive[]): Sites {
  const http = first(directives, 'http')?.block ?? [];
  const sites = all(http, 'server').map((server): Site => {
    const listens = all(server.block, 'listen');
    return {
      listens: listens.length === 0 ? [{ port: 80, address: undefined }] : listens.map(({ args: [listen = '80'] }) => ({ port: portOf(listen), address: addressOf(listen) })),
      ports: listens.length === 0 ? [80] : [...new Set(listens.map((listen) => portOf(listen.args[0] ?? '80')))],
      names: all(server.block, 'server_name').flatMap((entry) => entry.args),
      isDefault: listens.some((listen) => listen.args.includes('default_server')),
      directives: server.block ?? [],
      locations: all(server.block, 'location').map(toLocation),
    };
  });
  const workers = first(directives, 'worker_processes')?.args[0] ?? '1';
  return {
    http, sites, passes: sites.flatMap((site) => site.locations).flatMap((location) => all(location.directives, 'proxy_pass')),
    upstreams: new Map(all(http, 'upstream').map((entry) => [entry.args[0] ?? '', all(entry.block, 'server').map((server) => server.args[0] ?? '')])),
    daemon: (first(extra, 'daemon') ?? first(directives, 'daemon'))?.args[0] !== 'off',
    workers: workers === 'auto' ? 'auto' : Number(workers),
  };
}

export function siteFor(sites: readonly Site[], port: number, host: string): Site | undefined {
  const here = sites.filter((site) => site.ports.includes(port));
  const name = host.split(':')[0]?.toLowerCase() ?? '';
  const matches = (pattern: string): boolean => pattern === name
    || (pattern.startsWith('*.') && name.endsWith(pattern.slice(1))) || (pattern.startsWith('.') && (name === pattern.slice(1) || name.endsWith(pattern)));
  return here.find((site) => site.names.some(matches)) ?? here.find((site) => site.isDefault) ?? here[0];
}

/** Exact, then the longest prefix unless a regular expression matches first. */
export function locationFor(site: Site, path: string): Location | undefined {
  const exact = site.locations.find((entry) => entry.modifier === '=' && entry.pattern === path);
  if (exact !== undefined) return exact;
  const prefix = site.locations.filter((entry) => (entry.modifier === '' || entry.modifier === '^~') && path.startsWith(entry.pattern))
    .reduce<Location | undefined>((best, entry) => (best === undefined || entry.pattern.length > best.pattern.length ? entry : best), undefined);
  if (prefix?.modifier === '^~') return prefix;
  const expression = site.locations.find((entry) => (entry.modifier === '~' || entry.modifier === '~*') && safeExpression(entry)?.test(path) === true);
  return expression ?? prefix;
}

function safeExpression(entry: Location): RegExp | undefined {
  try { return new RegExp(entry.pattern, entry.modifier === '~*' ? 'i' : ''); } catch (error) { if (error instanceof SyntaxError) return undefined; throw error; }
}
