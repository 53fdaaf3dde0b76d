/** Runs a lesson's live blocks as a reader would, one after the other, and notes what they print. */
import { createSession } from '../../../engine/index.ts';
import type { Session } from '../../../engine/index.ts';
import { parseScript } from '../../components/LiveBlock/script.ts';
import { ownPrompt } from '../../worker/transcripts.ts';

/** A reader looks for a moment before going on. */
const readingMs = 1500;
/** A command that has not ended by then is given up. */
const commandMs = 180_000;
const stepMs = 50;
/** A page is text: no control characters in it. */
const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

type Step =
  | { readonly type: 'commands'; readonly body: string }
  | { readonly type: 'file'; readonly name: string }
  | { readonly type: 'pass'; readonly ms: number }
  /** `{/* live: fault node-power-off node02 *\/}` stands where the text asks the reader to do it in the map. */
  | { readonly type: 'fault'; readonly fault: string; readonly target: string };

const pieces = /^```sh live[^\n]*\n([\s\S]*?)^```$|^```yaml live file=(\S+)|<PassTime seconds=\{(\d+)\}|\{\/\* live: fault (\S+) (\S+) \*\/\}/gm;

function stepsOf(lesson: string): Step[] {
  return [...lesson.matchAll(pieces)].map(([, body, file, seconds, fault, target]): Step => {
    if (body !== undefined) return { type: 'commands', body: body.replace(/\n$/, '') };
    if (file !== undefined) return { type: 'file', name: file };
    if (seconds !== undefined) return { type: 'pass', ms: Number(seconds) * 1000 };
    return { type: 'fault', fault: fault ?? '', target: target ?? '' };
  });
}

function type(session: Session, text: string): void {
  session.input({ type: 'line', terminal: 'main', text });
  const limit = session.at + commandMs;
  while (session.terminal('main').prompt === '' && session.at < limit) session.advance(stepMs);
}

/** Each live block as it would be written with its output. */
export function transcriptsOf(id: string, lesson: string, manifests: { readonly [name: string]: string }): readonly { readonly written: string; readonly printed: string }[] {
  const preset = /^cluster: minikube$/m.test(lesson) ? 'minikube' : 'three-nodes';
  const session = createSession({ seed: `lesson/${id}`, preset, files: manifests });
  let output = '';
  session.onOutput((_, text) => { output += text; });
  session.advance(readingMs);
  session.terminal('main');
  return stepsOf(lesson).flatMap((step) => {
    if (step.type === 'file') session.input({ type: 'file', path: step.name, text: manifests[step.name] ?? '' });
    else if (step.type === 'fault') session.input({ type: 'fault', fault: step.fault, target: step.target });
    else if (step.type === 'pass') session.advance(step.ms);
    if (step.type !== 'commands') return [];
    const printed = parseScript(step.body).steps.map(({ command }) => {
      output = '';
      for (const line of command.split('\n')) type(session, line);
      // The terminal shows the echo and the next prompt as well.
      const prompt = ownPrompt(session.terminal('main').prompt);
      const said = output.slice(command.length + 1, output.length - prompt.length);
      return `$ ${command}\n${said.replace(colour, '')}`.trimEnd();
    });
    session.advance(readingMs);
    return [{ written: step.body, printed: printed.join('\n') }];
  });
}
