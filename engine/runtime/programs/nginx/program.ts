/** nginx: the master process, its worker, its logs and its signals. */
import { FileError, type Command, type CommandContext, type HttpResponse, type Signal } from '../../../script/index.ts';
import { signal, sleep, type Task } from '../../../time/index.ts';
import { steadily } from '../../asleep/steady.ts';
import { moments } from '../run.ts';
import { portsAreFree, taken } from './bind.ts';
import { readConfig, type ConfigCache, type Directive } from './config.ts';
import { answer, hostOf, type Incoming, type ServerContext } from './respond.ts';
import { bindingsOf, sitesOf, type Sites } from './sites.ts';

export type NginxModel = {
  readonly version: string;
  /** Whether the error log at its default level tells of the start. */
  readonly notices: boolean;
  /** Written between the version and the system. */
  readonly builtBy: string | undefined;
  /** `main` of the official image has X-Forwarded-For at its end. */
  readonly logFormat: 'main' | 'combined';
  readonly workers: number;
  readonly root: string;
  readonly openFiles: number;
  /** Directories that it must be able to make, and its pid file. */
  readonly writes: { readonly cache: string | undefined; readonly pid: string | undefined };
};

const CONFIG = '/etc/nginx/nginx.conf';
const MEMORY = 3_400_000;
const REQUEST_CPU_MS = 0.12;

type Master = { readonly context: CommandContext; readonly model: NginxModel; readonly server: () => ServerContext; readonly notice: (level: string, text: string, pid?: number) => void };

function arguments_(context: CommandContext): { readonly config: string; /** As it was given: `extra` in one piece. */ readonly flags: string; readonly extra: readonly Directive[]; readonly test: boolean; readonly version: boolean; readonly send: string | undefined } {
  const { args } = context;
  const after = (flag: string): string | undefined => { const at = args.indexOf(flag); return at < 0 ? undefined : args[at + 1]; };
  const flags = after('-g') ?? '';
  const extra = flags.split(';').map((part) => part.trim()).filter((part) => part !== '').map((part): Directive => {
    const [name = '', ...values] = part.split(/\s+/);
    return { name, args: values, block: undefined, file: '', line: 0 };
  });
  return { config: after('-c') ?? CONFIG, flags, extra, test: args.includes('-t'), version: args.includes('-v') || args.includes('-V'), send: after('-s') };
}

/** The files that the start needs; undefined if all went well. */
function prepare(context: CommandContext, model: NginxModel): string | undefined {
  const { files } = context.machine;
  const trying = (words: string, path: string, action: () => void): string | undefined => {
    try { action(); return undefined; } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const number = error.reason === 'Read-only file system' ? 30 : error.reason === 'Permission denied' ? 13 : 2;
      return `${words} "${path}" failed (${number}: ${error.reason})`;
    }
  };
  const { cache, pid } = model.writes;
  const temporary = cache === undefined ? undefined : `${cache}/client_temp`;
  return (temporary === undefined || files.stat(temporary) !== undefined ? undefined : trying('mkdir()', temporary, () => files.makeDirectory(temporary)))
    ?? (pid === undefined ? undefined : trying('open()', pid, () => files.write(pid, `${context.process.pid}\n`)));
}

/** Hosts in proxy_pass and upstreams must have an address at the start. */
function* unknownHost(context: CommandContext, sites: Sites): Task<string | undefined> {
  for (const pass of sites.passes) {
    const host = /^https?:\/\/([^/:$]+)/.exec(pass.args[0] ?? '')?.[1];
    if (host === undefined || (pass.args[0] ?? '').includes('$') || sites.upstreams.has(host)) continue;
    const found = yield* context.machine.network.resolve(host);
    if (!found.ok) return `host not found in upstream "${host}" in ${pass.file}:${pass.line}`;
  }
  return undefined;
}

function accessLine(model: NginxModel, request: Incoming, response: HttpResponse, now: number): string {
  const header = (name: string): string => Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '-';
  const bytes = request.method === 'HEAD' ? 0 : Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? response.body.length;
  const line = `${request.from} - - [${moments(now).log}] "${request.method} ${request.path} HTTP/1.1" ${response.code} ${bytes} "${header('referer')}" "${header('user-agent')}"`;
  return model.logFormat === 'main' ? `${line} "${header('x-forwarded-for')}"` : line;
}

function openPorts(master: Master, worker: number): { readonly close: (how?: 'drain') => void } | { readonly problem: string } {
  const { context, model, server, notice } = master;
  let connection = 0;
  const closers: ((how?: 'drain') => void)[] = [];
  const close = (how?: 'drain'): void => { for (const end of closers) end(how); };
  for (const { port, address } of bindingsOf(server().sites.sites)) {
    const listener = context.machine.network.listen(port, function* serve(request) {
      connection++;
      context.process.spendCpu(REQUEST_CPU_MS);
      const present = server();
      const { response, problem } = yield* answer(present, request);
      if (problem !== undefined) {
        notice('error', `*${connection} ${problem}, client: ${request.from}, server: ${present.sites.sites[0]?.names[0] ?? ''}, request: "${request.method} ${request.path} HTTP/1.1", host: "${hostOf(request)}"`, worker);
      }
      context.stdout.write(`${accessLine(model, request, response, context.machine.clock.now)}\n`);
      return response;
    }, address);
    if (listener === undefined) { close(); return { problem: taken({ port, address }) }; }
    closers.push(listener);
  }
  return { close };
}

const SIGNAL_WORDS: { readonly [name in Signal]?: string } = { QUIT: '3 (SIGQUIT) received, shutting down', TERM: '15 (SIGTERM) received, exiting', INT: '2 (SIGINT) received, exiting', HUP: '1 (SIGHUP) received, reconfiguring' };

function* master(context: CommandContext, model: NginxModel, sites: Sites): Task<number> {
  const { clock } = context.machine;
  const { pid } = context.process;
  const notice = (level: string, text: string, who = pid): void => {
    if (level !== 'notice' || model.notices) context.stderr.write(`${moments(clock.now).error} [${level}] ${who}#${who}: ${text}\n`);
  };
  let server: ServerContext = { command: context, sites, version: model.version, root: model.root };
  // The title first: it is set as execve sets it, and handlers go.
  context.process.replace(['nginx:', 'master', 'process', context.name, ...context.args]);
  const pending: Signal[] = [];
  const arrived = signal();
  for (const name of ['QUIT', 'TERM', 'INT', 'HUP'] as const) context.process.onSignal(name, () => { pending.push(name); arrived.fire(); });
  context.process.useMemory(MEMORY);
  notice('notice', 'using the "epoll" event method');
  notice('notice', `nginx/${model.version}`);
  if (model.builtBy !== undefined) notice('notice', `built by ${model.builtBy}`);
  notice('notice', `OS: Linux ${context.machine.kernel}`);
  notice('notice', `getrlimit(RLIMIT_NOFILE): ${model.openFiles}:${model.openFiles}`);
  notice('notice', 'start worker processes');
  const workers = Array.from({ length: model.workers }, () => context.machine.processes.fork(
    { command: ['nginx:', 'worker', 'process'], environment: context.environment, directory: '/', stdin: context.stdin, stdout: context.stdout, stderr: context.stderr, parent: pid },
    function* worker(own) { own.process.onSignal('TERM', 'default'); for (;;) yield (wake) => arrived.wait(wake); }));
  for (const worker of workers) notice('notice', `start worker process ${worker.pid}`);
  yield sleep(clock, LISTEN_MS);
  const opened = openPorts({ context, model, server: () => server, notice }, workers[0]?.pid ?? pid);
  if ('problem' in opened) { context.stderr.write(`nginx: [emerg] ${opened.problem}\n`); return 1; }
  let graceful = false;
  try {
    for (;;) {
      const name = pending.shift();
      if (name === undefined) { yield arrived.wait; continue; }
      notice('notice', `signal ${SIGNAL_WORDS[name] ?? name}`);
      if (name === 'HUP') {
        // A port that is new stays closed until a restart: not modelled.
        const config = readConfig(context.machine.files, CONFIG);
        if (config.ok) server = { ...server, sites: sitesOf(config.directives, []) };
        else notice('emerg', config.message);
        continue;
      }
      graceful = name === 'QUIT';
      break;
    }
    opened.close(graceful ? 'drain' : undefined);
    for (const worker of workers) {
      notice('notice', graceful ? 'gracefully shutting down' : 'exiting', worker.pid);
      notice('notice', 'exit', worker.pid);
      context.machine.processes.kill(worker.pid, 'KILL');
    }
    yield sleep(clock, graceful ? GRACEFUL_MS : FAST_MS);
    for (const worker of workers) notice('notice', `worker process ${worker.pid} exited with code 0`);
    notice('notice', 'exit');
    return 0;
  } finally { opened.close(); }
}

/** From the start of the program until it listens: a readiness probe without delay comes too early. @k8s golden pods/pod-readiness-http-404 */
const LISTEN_MS = 30;
const GRACEFUL_MS = 40;
const FAST_MS = 8;

export function nginxProgram(model: NginxModel): Command {
  const cache: ConfigCache = { last: undefined };
  return steadily((context) => nginx(context, model, cache));
}

/** What the same directives and flags meant the last time. */
function sitesIn(cache: ConfigCache, directives: readonly Directive[], { flags, extra }: ReturnType<typeof arguments_>): Sites {
  if (cache.sites?.directives !== directives || cache.sites.flags !== flags) cache.sites = { directives, flags, sites: sitesOf(directives, extra) };
  return cache.sites.sites;
}

function* nginx(context: CommandContext, model: NginxModel, cache: ConfigCache): Task<number> {
  const wanted = arguments_(context);
  if (wanted.version) { context.stderr.write(`nginx version: nginx/${model.version}\n`); return 0; }
  const fail = (message: string): number => { context.stderr.write(`nginx: [emerg] ${message}\n`); return 1; };
  if (wanted.send !== undefined) {
    const names: { readonly [word: string]: Signal } = { stop: 'TERM', quit: 'QUIT', reload: 'HUP' };
    const target = context.machine.processes.list().find(({ command }) => command[0] === 'nginx:' && command[1] === 'master');
    const name = names[wanted.send];
    if (name === undefined || target === undefined) return fail(name === undefined ? `invalid option: "-s ${wanted.send}"` : `invalid PID number "" in "${model.writes.pid ?? '/run/nginx.pid'}"`);
    context.machine.processes.kill(target.pid, name);
    return 0;
  }
  const config = readConfig(context.machine.files, wanted.config, cache);
  if (!config.ok) { const code = fail(config.message); if (wanted.test) context.stderr.write(`nginx: configuration file ${wanted.config} test failed\n`); return code; }
  const sites = sitesIn(cache, config.directives, wanted);
  const problem = prepare(context, model) ?? (yield* unknownHost(context, sites));
  if (problem !== undefined) return fail(problem);
  if (wanted.test) {
    context.stderr.write(`nginx: the configuration file ${wanted.config} syntax is ok\nnginx: configuration file ${wanted.config} test is successful\n`);
    return 0;
  }
  if (!(yield* portsAreFree(context, bindingsOf(sites.sites), model.notices))) return 1;
  if (!sites.daemon) return yield* master(context, model, sites);
  const { process, machine } = context;
  machine.processes.fork({ command: process.command, environment: context.environment, directory: '/', stdin: context.stdin, stdout: context.stdout, stderr: context.stderr, parent: 1 },
    (own) => master(own, model, sites));
  return 0;
}

