/** Answers that are carried out on a copy of the question's cluster: only what they bring about counts, never their spelling. */
import type { CommandVariant, FillYamlVariant, Trial, TrialResult } from '../sheet.ts';
import { readLine, readTexts } from './answer.ts';
import { plainText } from './plainText.ts';
import { told, type Verdict } from './verdict.ts';
import { COMMAND_DOES_NOT, FILE_DOES_NOT, REACHES_GOAL, unread } from './words.ts';

type TypedCommand = Extract<CommandVariant, { readonly solution: string }>;

/** Each blank filled; pieces and blanks take turns. */
export function filled({ pieces, blanks }: Pick<FillYamlVariant, 'pieces' | 'blanks'>, fill: ReadonlyMap<string, string>): string {
  return pieces.map((piece, index) => piece + (index < blanks.length ? fill.get(blanks[index] ?? '') ?? '' : '')).join('');
}

const fillOf = ({ blanks }: FillYamlVariant, answer: unknown): ReadonlyMap<string, string> | undefined => {
  const texts = readTexts(answer, blanks);
  return texts === undefined ? undefined : new Map([...texts].map(([name, text]) => [name, plainText(text)]));
};

export function trialOfFile(variant: FillYamlVariant, answer: unknown): Trial | undefined {
  const fill = fillOf(variant, answer);
  return fill === undefined ? undefined : fileTrial(variant, fill);
}
export const fileTrial = (variant: Pick<FillYamlVariant, 'file' | 'pieces' | 'blanks' | 'tryOut'>, fill: ReadonlyMap<string, string>): Trial => ({
  tryOut: variant.tryOut,
  inputs: [{ type: 'file', path: variant.file, text: filled(variant, fill) }],
});

export function judgeFile(variant: FillYamlVariant, answer: unknown, tried: TrialResult | undefined): Verdict {
  const fill = fillOf(variant, answer);
  if (fill === undefined) return { unread: unread('blanks') };
  const same = (known: { readonly [blank: string]: string }): boolean => variant.blanks.every((name) => plainText(known[name] ?? '') === fill.get(name));
  const reached = tried?.reached ?? (same(variant.solution) ? true : undefined);
  if (reached === true) return { credit: 1, feedback: [REACHES_GOAL], ...(tried === undefined ? {} : { tried }) };
  const known = variant.wrong.filter((entry) => same(entry.fill));
  if (reached === undefined && known.length === 0) return { unread: unread('engine') };
  return { credit: 0, ...told(known.length > 0 ? known : [{ feedback: FILE_DOES_NOT }]), ...(tried === undefined ? {} : { tried }) };
}

/** As typed, but for what an input method made of it. A leading prompt was copied with the command. */
const commandOf = (answer: unknown): string | undefined => {
  const line = readLine(answer);
  return line === undefined ? undefined : plainText(line).replace(/^\$ /, '');
};

export function trialOfCommand({ tryOut }: TypedCommand, answer: unknown): Trial | undefined {
  const text = commandOf(answer);
  return text === undefined ? undefined : { tryOut, inputs: [{ type: 'line', text }] };
}

export function judgeCommand(variant: TypedCommand, answer: unknown, tried: TrialResult | undefined): Verdict {
  const command = commandOf(answer);
  if (command === undefined) return { unread: unread('command') };
  const reached = tried?.reached ?? (command === plainText(variant.solution) ? true : undefined);
  if (reached === true) return { credit: 1, feedback: [REACHES_GOAL], ...(tried === undefined ? {} : { tried }) };
  const known = variant.wrong.filter((entry) => plainText(entry.command) === command);
  if (reached === undefined && known.length === 0) return { unread: unread('engine') };
  return { credit: 0, ...told(known.length > 0 ? known : [{ feedback: COMMAND_DOES_NOT }]), ...(tried === undefined ? {} : { tried }) };
}
