/** The program `kubectl`: words in, requests to the API server out. */
import type { ApiRequest, ApiResponse } from '../apiserver/index.ts';
import type { Command, CommandContext } from '../script/index.ts';
import { sleep } from '../time/index.ts';
import type { Clock, Task } from '../time/index.ts';
import { createApi } from './api.ts';
import { connect } from './connection.ts';
import { createDiscovery } from './discovery.ts';
import { createDiscoveryCache, type DiscoveryCache } from './discoveryCache.ts';
import { findVerb, firstWord, unknownCommandText } from './dispatch.ts';
import { parseLine } from './flags.ts';
import type { Flags, FlagSpec, ParsedLine } from './flags.ts';
import { GLOBAL_FLAGS } from './globalFlags.ts';
import { rootHelp, verbHelp } from './help.ts';
import { klogHead } from './klog.ts';
import { createConfigStore } from './kubeconfig.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { findPlugin, runPlugin } from './plugins.ts';
import { Failure, fail, printedProblem } from './problems.ts';
import { loggedRequests } from './requestLog.ts';
import type { Editor, KubectlContext, Verb } from './verb.ts';
import { VERBS } from './verbs/index.ts';
import { matchVersions } from './verbs/version.ts';

export type KubectlOptions = {
  readonly request: (request: ApiRequest) => ApiResponse;
  readonly clock: Clock;
  /** Where the API server can be reached: a kubeconfig with another address is refused. The first is in the default config. */
  readonly servers?: readonly string[];
  /** PEM of who signed the server's certificate; without it every authority is trusted. */
  readonly authority?: () => string;
  /** Asked on behalf of commands that ran before, whose answers about discovery are still in ~/.kube/cache. */
  readonly earlier?: (request: ApiRequest) => ApiResponse;
  /** What holds while there is no file ~/.kube/config. */
  readonly kubeconfig?: Kubeconfig;
  readonly editor?: Editor;
};

/** @k8s kubectl/pkg/cmd/profiling.go initProfiling */
const PROFILES = ['none', 'cpu', 'trace', 'block', 'mutex', 'goroutine', 'heap', 'threadcreate', 'allocs'];
/** From the start of the process to its first request. @k8s golden: 75–200 ms a command */
const START_MS = 100;
export const SERVERS = ['https://172.30.0.11:6443'];

export function createKubectl(options: KubectlOptions): Command {
  const cache = createDiscoveryCache(options.earlier);
  return function* kubectl(command: CommandContext): Task<number> {
    yield sleep(options.clock, START_MS);
    try {
      return yield* dispatch(options, cache, command);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      command.stderr.write(printedProblem(error.problem));
      return error.code;
    }
  };
}

function* dispatch(options: KubectlOptions, cache: DiscoveryCache, command: CommandContext): Task<number> {
  if (firstWord(command.args) === 'help') return helpCommand(command);
  const { verb, path, words } = findVerb(VERBS, command.args);
  if (verb === undefined) return yield* rootCommand(command, words);
  const line = parseLine([...verb.flags, ...globalsOf(verb)], words);
  if (line === 'help') { command.stdout.write(verbHelp(verb)); return 0; }
  if ('error' in line) {
    command.stderr.write(`error: ${line.error}\nSee '${path} ${verb.strictUsage === true ? '-h\' for help and examples' : '--help\' for usage.'}\n`);
    return verb.strictUsage === true ? 2 : 1;
  }
  for (const { name, deprecated } of verb.flags) if (deprecated !== undefined && line.flags.changed(name)) command.stderr.write(`Flag --${name} has been deprecated, ${deprecated}\n`);
  const missing = verb.flags.filter((flag) => flag.required === true && !line.flags.changed(flag.name)).map((flag) => JSON.stringify(flag.name));
  if (missing.length > 0) { command.stderr.write(`error: required flag(s) ${missing.join(', ')} not set\n`); return 1; }
  if (verb.run === undefined) return groupCommand(command, verb, path, line.args);
  const context = createContext(options, cache, command, verb, path, line);
  const profile = onlyGlobal(verb, line.flags).text('profile');
  if (profile !== '' && !PROFILES.includes(profile)) fail(`unknown profile '${profile}'`);
  if (line.flags.on('match-server-version')) matchVersions(context.api.call('GET', '/version'), fail);
  const code = yield* verb.run(context);
  if (code !== 0 || !line.flags.on('warnings-as-errors') || !context.api.warned) return code;
  command.stderr.write('error: 1 warning received\n');
  return 1;
}

/** `kubectl help get`. */
function helpCommand(command: CommandContext): number {
  const words = command.args.filter((word) => word !== 'help');
  const { verb } = findVerb(VERBS, words);
  if (verb === undefined && words.length > 0) {
    command.stderr.write(`Unknown help topic [${words.map((word) => `\`${word}\``).join(' ')}]\n`);
    return 1;
  }
  command.stdout.write(verb === undefined ? rootHelp(VERBS) : verbHelp(verb));
  return 0;
}

/** A verb's own flag hides the global one of the same name: `debug --profile`, `config set-context --user`. */
const globalsOf = (verb: Verb): readonly FlagSpec[] => GLOBAL_FLAGS.filter(({ name }) => !verb.flags.some((own) => own.name === name));
function onlyGlobal(verb: Verb, flags: Flags): Flags {
  const hidden = (name: string): boolean => verb.flags.some((own) => own.name === name);
  return { ...flags, text: (name) => (hidden(name) ? '' : flags.text(name)), list: (name) => (hidden(name) ? [] : flags.list(name)) };
}

/** `kubectl`, `kubectl --help`, and verbs that do not exist. */
function* rootCommand(command: CommandContext, words: readonly string[]): Task<number> {
  const named = firstWord(words);
  if (named !== undefined && named !== words[0]) { command.stderr.write(`Error: flags cannot be placed before plugin name: ${words[0] ?? ''}\n`); return 1; }
  const plugin = findPlugin(command, words);
  const code = plugin === undefined ? undefined : yield* runPlugin(command, plugin.path, plugin.args);
  if (code !== undefined) return code;
  const typed = firstWord(words);
  if (typed !== undefined) { command.stderr.write(`${unknownCommandText(typed)}\n`); return 1; }
  const line = parseLine(GLOBAL_FLAGS, words);
  if (line !== 'help' && 'error' in line) { command.stderr.write(`error: ${line.error}\nSee 'kubectl --help' for usage.\n`); return 1; }
  command.stdout.write(rootHelp(VERBS));
  return 0;
}

/** A verb that only has subcommands. @k8s kubectl/pkg/cmd/util DefaultSubCommandRun; golden kubectl/cli-typos-usage-errors */
function groupCommand(command: CommandContext, verb: Verb, path: string, args: readonly string[]): number {
  if (verb.alwaysHelps === true) { command.stdout.write(verbHelp(verb)); return 0; }
  if (args.length === 0) { (verb.helpToStderr === true ? command.stderr : command.stdout).write(verbHelp(verb)); return 1; }
  command.stderr.write(`error: unknown command ${JSON.stringify(args.join(' '))}\nSee '${path} -h' for help and examples\n`);
  return 1;
}

function createContext(options: KubectlOptions, cache: DiscoveryCache, command: CommandContext, verb: Verb, path: string, line: ParsedLine): KubectlContext {
  const { flags } = line;
  const servers = options.servers ?? SERVERS;
  const configStore = createConfigStore(command, flags.text('kubeconfig'), options.kubeconfig);
  const config = configStore.loadUsed();
  const connection = connect(config, onlyGlobal(verb, flags), command, { addresses: servers, authority: options.authority?.() });
  const printError = (text: string): void => { command.stderr.write(text); };
  const send = loggedRequests((request) => cache(connection.server, request, options.request), {
    level: flags.number('v'), server: connection.server, configFiles: configStore.paths, now: () => options.clock.now, pid: command.process.pid, print: printError,
  });
  const api = createApi({
    request: send, credentials: connection.credentials, headers: connection.headers, trouble: connection.trouble, rule: path, printError,
  });
  return {
    path, verb, args: line.args, argsBeforeDash: line.argsBeforeDash, flags, clock: options.clock, api,
    discovery: createDiscovery(api, printError, () => klogHead('E', options.clock.now, command.process.pid)), config, configStore,
    namespace: flags.text('namespace') || connection.namespace || 'default',
    namespaceGiven: flags.changed('namespace'),
    command, editor: options.editor,
    out: (text) => { command.stdout.write(text); },
    error: printError,
  };
}
