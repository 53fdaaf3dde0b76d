/** Words to strings: expansions, splitting, pathnames. */
import { parse, type Word, type WordPart } from 'unbash';
import type { Task } from '../../time/index.ts';
import { evaluate } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { collectFields, type Fields } from './fields.ts';
import { expandPathname } from './glob.ts';
import { expandParameter, simpleParameter, type Value } from './parameter.ts';
import { hasPattern, patternText, type Piece } from './pattern.ts';
import { valueOf, type Shell } from './shell.ts';

type Mode = { readonly split: boolean };

function addValue(shell: Shell, value: Value, quoted: boolean, mode: Mode, fields: Fields): void {
  const separators = valueOf(shell, 'IFS') ?? ' \t\n';
  const addOne = (text: string): void => {
    if (quoted) fields.add(text, true);
    else if (mode.split) fields.addSplit(text, separators);
    else fields.add(text, false, true);
  };
  if (typeof value === 'string') { addOne(value); return; }
  if (quoted ? value.joined : !mode.split) { addOne(value.list.join(value.joined && quoted ? separators[0] ?? '' : ' ')); return; }
  value.list.forEach((item, i) => { if (i > 0) fields.cut(); addOne(item); });
}

function isEmptyList(part: WordPart | undefined, value: Value): boolean {
  return part !== undefined && typeof value !== 'string' && !value.joined && value.list.length === 0;
}

function* doubleQuoted(shell: Shell, parts: readonly WordPart[], mode: Mode, fields: Fields): Task<void> {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only?.type === 'SimpleExpansion' || only?.type === 'ParameterExpansion') {
    const value = only.type === 'SimpleExpansion' ? simpleParameter(shell, only.text.slice(1)) : yield* expandParameter(shell, only);
    // "$@" without arguments is no word at all.
    if (!isEmptyList(only, value)) { fields.add('', true); addValue(shell, value, true, mode, fields); }
    return;
  }
  fields.add('', true);
  for (const part of parts) yield* addPart(shell, part, true, mode, fields);
}

function* addPart(shell: Shell, part: WordPart, quoted: boolean, mode: Mode, fields: Fields): Task<void> {
  switch (part.type) {
    case 'Literal': fields.add(part.value, quoted); return;
    case 'SingleQuoted': case 'AnsiCQuoted': fields.add(part.value, true); return;
    case 'Glob':
      if (part.kind !== 'bracket') { fields.add(part.text, false, true); return; }
      fields.add('[', false, true);
      for (const inner of part.parts) { if (inner.type === 'Literal') fields.add(inner.text, false, true); else yield* addPart(shell, inner, quoted, mode, fields); }
      fields.add(']', false, true);
      return;
    case 'ExtendedGlob': fields.add(part.text, false, true); return;
    case 'BraceExpansion': fields.add(part.text, false); return;
    case 'DoubleQuoted': case 'LocaleString': yield* doubleQuoted(shell, part.parts, mode, fields); return;
    case 'SimpleExpansion': addValue(shell, simpleParameter(shell, part.text.slice(1)), quoted, mode, fields); return;
    case 'ParameterExpansion': addValue(shell, yield* expandParameter(shell, part), quoted, mode, fields); return;
    case 'CommandExpansion':
      if (part.script !== undefined) addValue(shell, yield* shell.evaluate.substitute(shell, part.script), quoted, mode, fields);
      return;
    case 'ArithmeticExpansion':
      addValue(shell, part.expression === undefined ? '0' : String(yield* evaluate(shell, part.expression)), quoted, mode, fields);
      return;
    case 'ProcessSubstitution':
      if (part.script !== undefined) fields.add(yield* shell.evaluate.processSubstitution(shell, part.script, part.operator), true);
  }
}

function home(shell: Shell, user: string): string {
  if (user === '') return valueOf(shell, 'HOME') ?? '/';
  if (user === '+') return shell.directory;
  return user === 'root' ? '/root' : user === 'learner' ? '/home/learner' : `~${user}`;
}
/** `~`, `~/x`, and in assignments also after colons. */
function tilde(shell: Shell, text: string, afterColons: boolean): string {
  const expand = (part: string): string => part.replace(/^~([\w+-]*)(?=\/|$)/, (_, user: string) => home(shell, user));
  return afterColons ? text.split(':').map(expand).join(':') : expand(text);
}

function* pieces(shell: Shell, word: Word, mode: Mode, assigning = false): Task<readonly (readonly Piece[])[]> {
  const fields = collectFields();
  const parts = word.parts;
  if (parts === undefined) {
    const value = word.text.startsWith('~') || (assigning && word.text.includes(':~')) ? tilde(shell, word.value, assigning) : word.value;
    fields.add(value, value === '');
    return fields.done();
  }
  for (const [i, part] of parts.entries()) {
    if (i === 0 && part.type === 'Literal' && part.text.startsWith('~')) fields.add(tilde(shell, part.value, assigning), false);
    else yield* addPart(shell, part, false, mode, fields);
  }
  return fields.done();
}

const join = (list: readonly Piece[]): string => list.map(({ text }) => text).join('');

/** One string, never split: assignments, redirections, `case` words. */
export function* expandSingle(shell: Shell, word: Word, assigning = false): Task<string> {
  if (word.parts === undefined && !word.text.includes('~')) return word.value;
  return (yield* pieces(shell, word, { split: false }, assigning)).map(join).join(' ');
}

/** One pattern: what was quoted stands for itself. */
export function* expandPattern(shell: Shell, word: Word): Task<string> {
  return patternText((yield* pieces(shell, word, { split: false })).flat());
}

/** Parts without word splitting: here-documents, arithmetic. */
export function* expandText(shell: Shell, parts: readonly WordPart[]): Task<string> {
  const fields = collectFields();
  for (const part of parts) yield* addPart(shell, part, true, { split: false }, fields);
  return fields.done().map(join).join(' ');
}

function bracedWords(shell: Shell, word: Word): readonly Word[] {
  if (word.parts === undefined || shell.dialect !== 'bash' || !word.parts.some(({ type }) => type === 'BraceExpansion')) return [word];
  let words = shell.parsed.get(word.text);
  if (words === undefined) {
    words = expandBraces(word.text).flatMap((text) => {
      const command = parse(`: ${text}`).commands[0]?.command;
      return command?.type === 'Command' ? command.args.filter((argument): argument is Word => argument.type === 'Word') : [];
    });
    shell.parsed.set(word.text, words);
  }
  return words;
}

export function* expandWord(shell: Shell, word: Word): Task<string[]> {
  const out: string[] = [];
  for (const one of bracedWords(shell, word)) {
    if (one.parts === undefined && !one.text.startsWith('~')) { out.push(one.value); continue; }
    for (const field of yield* pieces(shell, one, { split: true })) {
      const found = !shell.options.noglob && hasPattern(field) ? expandPathname(shell.machine.files, shell.directory, patternText(field)) : [];
      if (found.length > 0) out.push(...found); else out.push(join(field));
    }
  }
  return out;
}

export function* expandWords(shell: Shell, words: readonly Word[]): Task<string[]> {
  const out: string[] = [];
  for (const word of words) out.push(...(yield* expandWord(shell, word)));
  return out;
}
