/** What most commands share: input by name or from stdin, complaints in the words of busybox or GNU. */
import type { Reader, Task } from '../../time/index.ts';
import { absolute } from '../files/paths.ts';
import { FileError, type FileReason } from '../files/errors.ts';
import { openRead } from '../streams.ts';
import type { Command, CommandContext } from '../types.ts';
import type { Options } from './options.ts';

export type Flavour = 'busybox' | 'gnu';
/** A command that differs between busybox and GNU. */
export type CommandMaker = (flavour: Flavour) => Command;

export const pathIn = (context: CommandContext, path: string): string => absolute(context.directory, path);

export function complain(context: CommandContext, text: string, code = 1): number {
  context.stderr.write(`${context.name}: ${text}\n`);
  return code;
}

/** For a wrong option: the complaint and where help is. */
export function badOptions(context: CommandContext, flavour: Flavour, options: Options, code = 1): number {
  complain(context, options.error ?? 'invalid option');
  if (flavour === 'gnu') context.stderr.write(`Try '${context.name} --help' for more information.\n`);
  return code;
}

/** How a tool says that it cannot read: cat and tail of busybox differ from its head. */
export type OpenWords = (path: string, reason: FileReason) => string;
export const plainWords: OpenWords = (path, reason) => `${path}: ${reason}`;
export const cantOpen: OpenWords = (path, reason) => `can't open '${path}': ${reason}`;
export const cannotOpen: OpenWords = (path, reason) => `cannot open '${path}' for reading: ${reason}`;

/** Opens each operand (stdin for none and for `-`) and hands its reader on. Returns 1 if one could not be read. */
export function* eachInput(context: CommandContext, names: readonly string[], words: OpenWords, use: (reader: Reader, name: string) => Task<unknown>): Task<number> {
  let status = 0;
  for (const name of names.length === 0 ? ['-'] : names) {
    try {
      yield* use(name === '-' ? context.stdin : openRead(context, pathIn(context, name)), name);
    } catch (error) {
      if (!(error instanceof FileError) || name === '-') throw error;
      status = complain(context, error.reason === 'Is a directory' && words === cannotOpen ? `error reading '${name}': Is a directory` : error.reason === 'Is a directory' && words === cantOpen ? `read error: Is a directory` : words(name, error.reason));
    }
  }
  return status;
}

/** All input as text, in one piece. */
export function* allInput(context: CommandContext, names: readonly string[], words: OpenWords): Task<{ readonly text: string; readonly status: number }> {
  let text = '';
  const status = yield* eachInput(context, names, words, function* (reader) { text += yield* reader.readAll(); });
  return { text, status };
}

/** Lines without their newlines; a last empty piece is no line. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Runs `attempt` and words a FileError as the command would. */
export function tryFile(context: CommandContext, attempt: () => void, words: (reason: FileReason) => string): number {
  try { attempt(); return 0; } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return complain(context, words(error.reason));
  }
}

/** Milliseconds of `5`, `0.5`, `2m`, `1h`, `1d`; undefined if it is no number. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  if (match === null) return text === 'infinity' || text === 'inf' ? Infinity : undefined;
  const unit = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? ''] ?? 1000;
  return Math.round(Number(match[1]) * unit);
}

/** Bytes of `10`, `5k`, `1M`, `2G`; `powers` 1024 unless the tool says otherwise. */
export function sizeBytes(text: string): number | undefined {
  const match = /^(\d+)\s*([bcwkKmMgGtT]?)(?:i?B)?$/.exec(text);
  if (match === null) return undefined;
  const factor = { '': 1, c: 1, w: 2, b: 512, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 }[(match[2] ?? '').toLowerCase()] ?? 1;
  return Number(match[1]) * factor;
}
