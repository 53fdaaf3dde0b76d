/**
 * Plays a question's world as a session, so that a page can open the very same cluster: what is typed, saved and broken
 * becomes inputs, waits become their moments. Looking on adds nothing to it.
 */
import { invariant, parseDuration } from '../../base/index.ts';
import type { KubeObject, Pod } from '../../api/index.ts';
import { startSession, type InputBody, type OpenSession, type Preset } from '../../session/index.ts';
import type { FaultStep } from '../format/common.ts';
import type { RunStep } from '../format/step.ts';
import { ownPrompt } from '../lesson/prompt.ts';
import type { Drawn } from '../params.ts';
import type { View } from './claims.ts';
import type { Proof } from './sheet.ts';

export type PlayedWorld = { readonly preset: Preset; readonly files: { readonly [path: string]: string }; readonly seed: string };
export type Player = {
  /** Virtual ms since the session's start, and since its last input. */
  readonly at: number;
  readonly sinceInput: number;
  advance(ms: number): void;
  /** Gives what it printed. */
  type(line: string): string;
  save(path: string, text: string): void;
  step(step: RunStep): void;
  /** Of the last command. Asking types another one: nothing after it belongs to the proof. */
  exitCode(): number;
  view(of?: Partial<View>): View;
  proof(output?: string): Proof;
  /** Called after whatever is done in the cluster while resources of these have changed. Returns how to stop. */
  watch(resources: ReadonlySet<string>, look: () => void): () => void;
};

const TERMINAL = 'main';
/** A command that has not ended by then is interrupted, as somebody would. */
const COMMAND_LIMIT_MS = 60_000;
const QUIET_MS = 5_000;
// oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
const ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]/g;

export function milliseconds(text: string): number {
  const parsed = parseDuration(text);
  invariant(parsed.ok, `the format let the duration ${text} through`);
  return Math.round(parsed.ms);
}

type Watch = { readonly resources: ReadonlySet<string>; readonly look: () => void; changed: boolean };

export function createPlayer(world: PlayedWorld, drawn: Drawn = {}, begun?: OpenSession): Player {
  const { session, cluster } = begun ?? startSession({ seed: world.seed, preset: world.preset, files: world.files });
  const { clock, store } = cluster;
  const start = clock.now - session.at;
  const watches = new Set<Watch>();
  let printed = '';
  let lastInput = session.at;
  session.onOutput((terminal, text) => { if (terminal === TERMINAL) printed += text; });
  store.subscribe(undefined, ({ resource }) => { for (const watch of watches) watch.changed ||= watch.resources.has(resource); });

  const look = (): void => {
    for (const watch of watches) {
      if (!watch.changed) continue;
      watch.changed = false;
      watch.look();
    }
  };
  /** Between the tasks of the clock: nothing is added to what it runs. */
  const runUntil = (done: () => boolean, limitMs: number): boolean => clock.runUntil(() => { look(); return done(); }, limitMs);
  const advance = (ms: number): void => { runUntil(() => false, ms); look(); };
  const give = (body: InputBody): void => {
    clock.advance(0);
    session.input(body);
    lastInput = session.at;
    look();
  };
  const prompt = (): string => session.terminal(TERMINAL).prompt;
  const type = (text: string): string => {
    prompt(); // the terminal is opened before anything is typed into it
    advance(0);
    printed = '';
    for (const line of text.replace(/\n$/, '').split('\n')) {
      give({ type: 'line', terminal: TERMINAL, text: line });
      if (!runUntil(() => prompt() !== '', COMMAND_LIMIT_MS)) {
        give({ type: 'interrupt', terminal: TERMINAL });
        runUntil(() => prompt() !== '', COMMAND_LIMIT_MS);
      }
      advance(0); // what else is due at this moment belongs to it
    }
    return outputOf(printed, text, prompt());
  };
  const save = (path: string, text: string): void => give({ type: 'file', path, text });

  const player: Player = {
    get at() { return session.at; },
    get sinceInput() { return session.at - lastInput; },
    advance, type, save,
    step: (step) => playStep(player, { give, settle, targetOf: (fault) => faultTarget(store.list('pods', (fault.pod ?? fault.nodeOf)?.namespace) as readonly Pod[], fault) }, step), // the resource tells the type
    exitCode: () => Number(type('echo $?').trim()),
    view: (of = {}) => ({ store, now: clock.now, start, drawn, ...of }),
    proof: (output = '') => ({ spec: world, inputs: session.file().inputs, end: session.at, output }),
    watch(resources, listener) {
      const watch: Watch = { resources, look: listener, changed: false };
      watches.add(watch);
      return () => { watches.delete(watch); };
    },
  };
  function settle(limitMs: number): void {
    const end = session.at + limitMs;
    while (session.at < end && session.advanceToChange(Math.min(QUIET_MS, end - session.at)) !== undefined) look();
    advance(0);
  }
  return player;
}

/** Without the echo of what was typed and the prompt that came back. */
function outputOf(printed: string, typed: string, prompt: string): string {
  const [first = '', ...more] = typed.replace(/\n$/, '').split('\n');
  let text = printed.replace(ESCAPES, '').replace(/\r\n/g, '\n');
  if (text.startsWith(`${first}\n`)) text = text.slice(first.length + 1);
  for (const line of more) text = text.replace(`> ${line}\n`, '');
  const own = ownPrompt(prompt);
  return own !== '' && text.endsWith(own) ? text.slice(0, -own.length) : text;
}

type Hands = { readonly give: (body: InputBody) => void; readonly settle: (limitMs: number) => void; readonly targetOf: (fault: FaultStep) => string | undefined };

function playStep(player: Player, { give, settle, targetOf }: Hands, step: RunStep): void {
  if ('wait' in step) { player.advance(milliseconds(step.wait)); return; }
  if ('settle' in step) { settle(milliseconds(step.settle)); return; }
  if ('command' in step) { player.type(step.command); return; }
  if ('apply' in step) {
    const file = step.apply.includes('\n') ? `step-${player.at}.yaml` : step.apply;
    if (file !== step.apply) player.save(file, step.apply);
    player.type(`kubectl apply -f ${file}`);
  } else if ('scale' in step) {
    const { kind, name, namespace, replicas } = step.scale;
    player.type(`kubectl scale ${kind.toLowerCase()} ${name} --replicas=${replicas}${inNamespace(namespace)}`);
  } else if ('image' in step) {
    const { kind, name, namespace, container, image } = step.image;
    player.type(`kubectl set image ${kind.toLowerCase()}/${name} ${container}=${image}${inNamespace(namespace)}`);
  } else if ('load' in step) {
    const { id, url, rate, timeout, from } = step.load;
    const options = [`rate=${rate}`, ...(timeout === undefined ? [] : [`timeout=${timeout}`]), ...(from === undefined ? [] : [`from=${from}`]), ...(step.load.for === undefined ? [] : [`for=${step.load.for}`])];
    give({ type: 'fault', fault: 'load-start', target: [id, url, ...options].join(' ') });
  } else {
    const target = targetOf(step.fault);
    if (target !== undefined) give({ type: 'fault', fault: step.fault.fault, target });
  }
}
const inNamespace = (namespace: string): string => (namespace === 'default' ? '' : ` -n ${namespace}`);

/** The machine or pod that is meant; undefined if nothing matches: the claims then say what is missing. */
function faultTarget(pods: readonly Pod[], fault: FaultStep): string | undefined {
  const wanted = fault.pod ?? fault.nodeOf;
  if (wanted === undefined) return fault.node ?? fault.target;
  const matching = pods.filter((pod: KubeObject) => Object.entries(wanted.labels).every(([key, value]) => (pod.metadata?.labels ?? {})[key] === value));
  const pod = matching[wanted.index] ?? matching[0];
  if (pod === undefined) return undefined;
  return fault.nodeOf === undefined ? `${wanted.namespace}/${pod.metadata?.name}` : pod.spec?.nodeName;
}

