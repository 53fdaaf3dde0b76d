/** An attempt as the inputs of a session. */
import { parseDuration } from '../../../base/index.ts';
import type { Input } from '../../../session/index.ts';
import type { Attempt } from '../lab.ts';

export type Typed = { readonly inputs: readonly Input[]; readonly end: number };

/** Time that a command gets to end before the next one is typed. */
const PER_COMMAND_MS = 5_000;

/** The inputs of somebody who applies the manifests in order and then types the commands; `sleep` lines just wait. */
export function inputsOf(attempt: Attempt): Typed {
  const inputs: Input[] = Object.entries(attempt.files).map(([path, text]) => {
    const name = /^(.*)\.js$/.exec(path)?.[1];
    return name === undefined ? { at: 0, type: 'file', path, text } : { at: 0, type: 'controller', name, source: text };
  });
  return typed(inputs, 0, [...attempt.manifests.map((name) => `kubectl apply -f ${name}`), ...attempt.commands]);
}

/** @param from when the first line is typed */
export function typed(before: readonly Input[], from: number, lines: readonly string[]): Typed {
  const inputs = [...before];
  let at = from;
  for (const text of lines) {
    inputs.push({ at, type: 'line', terminal: 'main', text });
    const sleep = /^sleep (\S+)$/.exec(text)?.[1];
    const parsed = sleep === undefined ? undefined : parseDuration(/^\d+$/.test(sleep) ? `${sleep}s` : sleep);
    at += PER_COMMAND_MS + (parsed?.ok === true ? parsed.ms : 0);
  }
  return { inputs, end: at };
}
