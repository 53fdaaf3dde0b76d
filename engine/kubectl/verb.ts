/**
 * How a kubectl verb is written: one file `verbs/<verb>.ts` that exports a `Verb`, and one line in `verbs/index.ts`.
 *
 *     export const drop: Verb = {
 *       name: 'drop', usage: 'drop (-f FILENAME | TYPE NAME)', about: 'Delete what is named',
 *       flags: [...fileFlags('to drop'), { name: 'wait', type: 'bool', default: 'true', about: 'Wait until it is gone' }],
 *       *run(context) {
 *         const { infos, problems } = yield* selectResources(context, selectFlags(context));   // resources/select.ts
 *         for (const info of infos) context.api.call('DELETE', pathOf(info));
 *         context.out('dropped\n');
 *         return finish(context, problems);
 *       },
 *     };
 *
 * - `run` is a task; its result is the exit code. `yield sleep(context.clock, ms)` waits in virtual time.
 * - Requests are synchronous: `context.api.call(...)` returns the body or throws a `Failure` with the server's Status;
 *   `context.api.attempt(...)` returns `{ok, …}` instead. `context.api.watch(path)` is a stream of events.
 *   Warnings of the server are printed to stderr by themselves.
 * - What goes wrong is thrown with the functions of `problems.ts`: `fail('text')` prints `error: text`, `usageFail(context,
 *   'text')` adds the line `See '… -h' for help and examples`, `Failure` of a Status prints `Error from server (…): …`.
 *   The caller prints it and exits with its code. To go on after an error, collect `Problem`s and end with `finish`.
 * - Flags are data; unknown flags, bad values, `-h` and missing arguments of flags are handled before `run`.
 */
import type { CommandContext } from '../script/index.ts';
import type { Clock, Task } from '../time/index.ts';
import type { Api } from './api.ts';
import type { Discovery } from './discovery.ts';
import type { FlagSpec, Flags } from './flags.ts';
import type { Kubeconfig, KubeconfigStore } from './kubeconfig.ts';

export type Verb = {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** After `kubectl `: `get (TYPE [NAME]) [flags]`. Our own words except for the syntax itself. */
  readonly usage: string;
  /** One short sentence without a full stop. */
  readonly about: string;
  readonly flags: readonly FlagSpec[];
  readonly subcommands?: readonly Verb[];
  /** Left out: prints the help; with arguments that is an error, as upstream. */
  readonly run?: (context: KubectlContext) => Task<number>;
  readonly hidden?: true;
  /** Wrong flags end with 2 and point to the help in other words. @k8s kubectl/pkg/cmd/diff/diff.go */
  readonly strictUsage?: true;
  /** Where the help of a verb with nothing but subcommands goes when none is given. */
  readonly helpToStderr?: true;
  /** Whatever follows a verb with nothing but subcommands, there is help on stdout and no error. @k8s kubectl/pkg/cmd/certificates/certificates.go */
  readonly alwaysHelps?: true;
};

export type KubectlContext = {
  /** `kubectl create deployment`. */
  readonly path: string;
  readonly verb: Verb;
  readonly args: readonly string[];
  /** How many arguments came before `--`; -1 without it. */
  readonly argsBeforeDash: number;
  readonly flags: Flags;
  readonly clock: Clock;
  readonly api: Api;
  readonly discovery: Discovery;
  /** The configuration after --kubeconfig, --context, --cluster and --user. */
  readonly config: Kubeconfig;
  readonly configStore: KubeconfigStore;
  /** Of -n or the current context; `default` without either. */
  readonly namespace: string;
  readonly namespaceGiven: boolean;
  /** Streams, files, environment and terminal of the process. */
  readonly command: CommandContext;
  readonly editor: Editor | undefined;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
};

/** Shows a text to the user and returns what came back; undefined if there is no way to edit here. */
export type Editor = (command: CommandContext, fileName: string, text: string) => Task<string | undefined>;
