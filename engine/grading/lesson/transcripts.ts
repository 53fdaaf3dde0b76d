/** Runs a lesson's live blocks as a reader would, one after the other, and notes what they print. */
import { createSession, type Session } from '../../session/index.ts';
import { ownPrompt } from './prompt.ts';
import { parseScript } from './script.ts';

/** A reader looks for a moment before going on. */
const READING_MS = 1500;
/** A command that has not ended by then is given up. */
const COMMAND_MS = 180_000;
const STEP_MS = 50;
/** A page is text: no control characters in it. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

type Step =
  | { readonly type: 'commands'; readonly body: string; readonly line: number; readonly fails: boolean }
  | { readonly type: 'file'; readonly name: string }
  | { readonly type: 'pass'; readonly ms: number }
  /** `{/* live: fault node-power-off node02 *\/}` stands where the text asks the reader to do it in the map. */
  | { readonly type: 'fault'; readonly fault: string; readonly target: string }
  /** A block ```` ```js live controller=mine file=x.js start ````, or `{/* live: start mine x.js *\/}` and `{/* live: stop mine *\/}` where the text asks the reader to press the button. Without a file it is stopped. */
  | { readonly type: 'controller'; readonly name: string; readonly file: string | undefined };
/** `line`: of the block's first line in the lesson, from 1. `fails`: the author says that a command in it is meant to fail, ```` ```sh live id=x fails ````. */
export type Transcript = { readonly written: string; readonly printed: string; readonly line: number; readonly fails: boolean };

const PIECES = /^```sh live([^\n]*)\n([\s\S]*?)^```$|^```yaml live file=(\S+)|<PassTime seconds=\{(\d+)\}|\{\/\* live: fault (\S+) (\S+) \*\/\}|^```js live ([^\n]*\bstart\b[^\n]*)$|\{\/\* live: stop (\S+) \*\/\}|\{\/\* live: start (\S+) (\S+) \*\/\}/gm;
const named = (info: string, key: string): string | undefined => new RegExp(`(?:^|\\s)${key}=(\\S+)`).exec(info)?.[1];

function stepsOf(lesson: string): Step[] {
  return [...lesson.matchAll(PIECES)].map(({ index, 1: info, 2: body, 3: file, 4: seconds, 5: fault, 6: target, 7: started, 8: stopped, 9: name, 10: source }): Step => {
    if (body !== undefined) return { type: 'commands', body: body.replace(/\n$/, ''), line: lesson.slice(0, index).split('\n').length + 1, fails: /\sfails\b/.test(info ?? '') };
    if (file !== undefined) return { type: 'file', name: file };
    if (seconds !== undefined) return { type: 'pass', ms: Number(seconds) * 1000 };
    if (started !== undefined) return { type: 'controller', name: named(started, 'controller') ?? '', file: named(started, 'file') ?? '' };
    if (name !== undefined) return { type: 'controller', name, file: source ?? '' };
    if (stopped !== undefined) return { type: 'controller', name: stopped, file: undefined };
    return { type: 'fault', fault: fault ?? '', target: target ?? '' };
  });
}

function type(session: Session, text: string): void {
  session.input({ type: 'line', terminal: 'main', text });
  const limit = session.at + COMMAND_MS;
  while (session.terminal('main').prompt === '' && session.at < limit) session.advance(STEP_MS);
}

/** What was typed, and what it printed: for texts in which the same is typed. */
export type Runs = Map<string, readonly string[]>;

/** Each live block as it would be written with its output. @param id as in the course: first-cluster/first-pod */
export function transcriptsOf(id: string, lesson: string, manifests: { readonly [name: string]: string }, runs: Runs = new Map()): readonly Transcript[] {
  const preset = /^cluster: minikube$/m.test(lesson) ? 'minikube' : 'three-nodes';
  const steps = stepsOf(lesson);
  const key = JSON.stringify([id, preset, steps.map((step) => (step.type === 'commands' ? commandsOf(step.body) : step))]);
  const printed = runs.get(key) ?? run(createSession({ seed: `lesson/${id}`, preset, files: manifests }), steps, manifests);
  runs.set(key, printed);
  return steps.filter((step) => step.type === 'commands').map(({ body, line, fails }, index) => ({ written: body, printed: printed[index] ?? '', line, fails }));
}

const commandsOf = (body: string): string[] => parseScript(body).steps.map(({ command }) => command);

/** What each block of commands prints. */
function run(session: Session, steps: readonly Step[], manifests: { readonly [name: string]: string }): readonly string[] {
  let output = '';
  session.onOutput((_, text) => { output += text; });
  session.advance(READING_MS);
  session.terminal('main');
  return steps.flatMap((step) => {
    if (step.type === 'file') session.input({ type: 'file', path: step.name, text: manifests[step.name] ?? '' });
    else if (step.type === 'fault') session.input({ type: 'fault', fault: step.fault, target: step.target });
    else if (step.type === 'controller') session.input({ type: 'controller', name: step.name, source: step.file === undefined ? '' : manifests[step.file] ?? '' });
    else if (step.type === 'pass') session.advance(step.ms);
    if (step.type !== 'commands') return [];
    const printed = commandsOf(step.body).map((command) => {
      output = '';
      for (const line of command.split('\n')) type(session, line);
      // The terminal shows the echo and the next prompt as well.
      const prompt = ownPrompt(session.terminal('main').prompt);
      const said = output.slice(command.length + 1, output.length - prompt.length);
      return `$ ${command}\n${said.replace(COLOUR, '')}`.trimEnd();
    });
    session.advance(READING_MS);
    return [printed.join('\n')];
  });
}
