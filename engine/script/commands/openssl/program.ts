/** What openssl's subcommands share: options, files, keys. OpenSSL 3.0, as Debian 12 has it. */
import { bytesFrom, decodePem, parseCertificate, parsePrivateKey, parsePublicKey, readCertificate, type Certificate, type PrivateKey, type PublicKey, type RandomBytes } from '../../../pki/index.ts';
import type { Task } from '../../../time/index.ts';
import { textOf } from '../../files/tree.ts';
import { send } from '../../pipe.ts';
import type { CommandContext } from '../../types.ts';
import { fromBytes, toBytes } from '../bytes.ts';
import { pathIn } from '../common.ts';

/** `flags` stand alone, `values` take the next word (the last one counts in `value`, all in `all`). */
export type OptionSpec = { readonly flags: readonly string[]; readonly values: readonly string[] };
export type Options = {
  readonly on: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
  readonly rest: readonly string[];
};

/** Ends a subcommand: its words go to stderr. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly code: number;
  constructor(message: string, code = 1) { super(message); this.code = code; }
}
export const stop = (message: string, code = 1): never => { throw new Trouble(message, code); };

export function parse(name: string, words: readonly string[], spec: OptionSpec): Options {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-') break;
    const option = word.replace(/^--?/, '');
    if (spec.flags.includes(option)) { flags.add(option); continue; }
    if (!spec.values.includes(option)) stop(`${name}: Unknown option or cipher: ${option}\n${name}: Use -help for summary.\n`);
    if (at + 1 >= words.length) stop(`${name}: Option -${option} needs a value\n${name}: Use -help for summary.\n`);
    at++;
    values.set(option, [...(values.get(option) ?? []), words[at] ?? '']);
  }
  return { on: (option) => flags.has(option), value: (option) => values.get(option)?.at(-1), all: (option) => values.get(option) ?? [], rest: words.slice(at) };
}

export const chance = (context: CommandContext): RandomBytes => bytesFrom(context.machine.random, 'openssl');

export function fileText(context: CommandContext, path: string): string | undefined {
  const { files } = context.machine;
  const real = files.realPath(pathIn(context, path));
  return real === undefined || files.stat(real)?.type !== 'file' ? undefined : textOf(files.read(real));
}

const MISSING = (what: string, path: string): string => `Could not open file or uri for loading ${what} from ${path}\n`
  + `00:error:80000002:system library:file_open:No such file or directory:../providers/implementations/storemgmt/file_store.c:266:calling stat(${path})\n`;

/** The text of a file, or of what comes in without one. */
export function* input(context: CommandContext, path: string | undefined, what: string): Task<string> {
  if (path === undefined || path === '-') return yield* context.stdin.readAll();
  return fileText(context, path) ?? stop(MISSING(what, path));
}

export function* output(context: CommandContext, path: string | undefined, text: string, mode = 0o644): Task {
  if (path === undefined) { yield* send(context.stdout, text); return; }
  context.machine.files.write(pathIn(context, path), text, { mode });
}
/** PEM as it is, DER as bytes. */
export const inForm = (form: string | undefined, pem: string): string => (form?.toUpperCase() === 'DER' ? fromBytes(decodePem(pem)[0]?.der ?? new Uint8Array(0)) : pem);

export function privateKeyIn(text: string, path = '<stdin>'): PrivateKey {
  return parsePrivateKey(text) ?? stop(`Could not read private key from ${path}\n`);
}
export function publicKeyIn(text: string, path = '<stdin>'): PublicKey {
  return parsePublicKey(text) ?? stop(`Could not read public key from ${path}\n`);
}
export function certificateIn(text: string, path = '<stdin>', what = 'certificate'): Certificate {
  const pem = parseCertificate(text);
  return pem ?? (text.includes('-----BEGIN') ? undefined : readCertificate(toBytes(text))) ?? stop(`Could not read ${what} from ${path}\nUnable to load ${what}\n`);
}

const DAYS = 86_400_000;
export const daysMs = (text: string | undefined, fallback: number): number => (text === undefined ? fallback : Number(text)) * DAYS;

/** The progress of looking for primes. */
export function dots(context: CommandContext): string {
  const { random } = context.machine;
  const run = (): string => Array.from({ length: random.int('openssl dots', 4, 40) }, () => (random.int('openssl dots', 0, 4) === 0 ? '+' : '.')).join('');
  return `${run()}${'+'.repeat(65)}*${run()}${'+'.repeat(65)}*${run()}${'+'.repeat(65)}\n`;
}
