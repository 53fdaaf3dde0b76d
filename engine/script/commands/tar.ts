/** `tar`: what `kubectl cp` needs on the other side, and what people do with archives by hand. @k8s kubectl/pkg/cmd/cp/cp.go */
import type { Task } from '../../time/index.ts';
import { FileError } from '../files/errors.ts';
import { childOf, parentOf } from '../files/paths.ts';
import { textOf } from '../files/tree.ts';
import { send } from '../pipe.ts';
import { openRead, openWrite } from '../streams.ts';
import type { CommandContext } from '../types.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { badOptions, complain, pathIn, type CommandMaker, type Flavour } from './common.ts';
import { lastValue, parseOptions, type Options } from './options.ts';
import { ending, readArchive, writeEntry, type TarEntry } from './tarFormat.ts';

const SPEC = {
  short: 'cxtf:C:mpvozkOh',
  long: {
    create: 'c', extract: 'x', get: 'x', list: 't', file: 'f', directory: 'C', touch: 'm', verbose: 'v', gzip: 'z', 'keep-old-files': 'k', 'to-stdout': 'O', dereference: 'h',
    'no-same-permissions': 'p', 'same-permissions': 'p', 'no-same-owner': 'o', 'same-owner': 'o', 'preserve-permissions': 'p', 'warning': 'o', overwrite: 'o',
  },
};

export const makeTar: CommandMaker = (flavour) => function* (context) {
  const [first = '', ...rest] = context.args;
  // `tar cf x` is `tar -cf x`.
  const options = parseOptions(first.startsWith('-') || first === '' ? context.args : [`-${first}`, ...rest], SPEC);
  if (options.error !== undefined) return badOptions(context, flavour, options, flavour === 'gnu' ? 64 : 1);
  if (options.flags.has('z')) {
    context.stderr.write('tar (child): gzip: Cannot exec: No such file or directory\ntar (child): Error is not recoverable: exiting now\n');
    return 2;
  }
  const modes = ['c', 'x', 't'].filter((mode) => options.flags.has(mode));
  if (modes.length !== 1) {
    return complain(context, flavour === 'gnu' ? "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry 'tar --help' or 'tar --usage' for more information." : 'invalid option: one of c, x, t is needed', flavour === 'gnu' ? 2 : 1);
  }
  const directory = directoryOf(context, flavour, options);
  if (typeof directory === 'number') return directory;
  return options.flags.has('c') ? yield* create(context, flavour, options, directory) : yield* extract(context, flavour, options, directory);
};

const fatal = (context: CommandContext, flavour: Flavour, gnu: string, busybox: string): number => {
  if (flavour === 'busybox') return complain(context, busybox);
  complain(context, gnu);
  return complain(context, 'Error is not recoverable: exiting now', 2);
};

function directoryOf(context: CommandContext, flavour: Flavour, options: Options): string | number {
  const given = lastValue(options, 'C');
  if (given === undefined) return context.directory;
  const real = context.machine.files.realPath(pathIn(context, given));
  const type = real === undefined ? undefined : context.machine.files.stat(real)?.type;
  if (real !== undefined && type === 'directory') return real;
  const reason = type === undefined ? 'No such file or directory' : 'Not a directory';
  return fatal(context, flavour, `${given}: Cannot open: ${reason}`, `can't change directory to '${given}': ${reason}`);
}

/** One character a byte: archives are no text. */
const asText = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};

function* create(context: CommandContext, flavour: Flavour, options: Options, directory: string): Task<number> {
  const file = lastValue(options, 'f') ?? '-';
  if (options.operands.length === 0) {
    return flavour === 'gnu' ? complain(context, "Cowardly refusing to create an empty archive\nTry 'tar --help' or 'tar --usage' for more information.", 2) : complain(context, 'empty archive');
  }
  const out = file === '-' ? context.stdout : openWrite(context, pathIn(context, file), false);
  const listing = file === '-' ? context.stderr : context.stdout;
  let written = 0;
  let failed = false;
  let warned = false;
  for (const operand of options.operands) {
    const path = pathIn({ ...context, directory }, operand);
    const name = operand.replace(/^\/+/, '');
    if (name !== operand && !warned) {
      warned = true;
      complain(context, flavour === 'gnu' ? "Removing leading `/' from member names" : "removing leading '/' from member names");
    }
    if (context.machine.files.stat(path) === undefined) {
      failed = true;
      complain(context, flavour === 'gnu' ? `${operand}: Cannot stat: No such file or directory` : `${operand}: No such file or directory`);
      continue;
    }
    for (const entry of entriesAt(context, path, name === '' ? '.' : name.replace(/\/+$/, ''))) {
      if (options.flags.has('v')) listing.write(`${entry.name}\n`);
      for (const bytes of writeEntry(entry, context.machine.userName(entry.uid) ?? '')) {
        written += bytes.length;
        yield* send(out, asText(bytes));
      }
    }
  }
  yield* send(out, asText(ending(written)));
  if (!failed) return 0;
  return flavour === 'gnu' ? complain(context, 'Exiting with failure status due to previous errors', 2) : complain(context, 'error exit delayed from previous errors');
}

/** A file or a tree as an archive under another name, one character a byte: what `kubectl cp` sends. */
export function packTree(context: CommandContext, path: string, name: string): string {
  const blocks = [...entriesAt(context, path, name)].flatMap((entry) => writeEntry(entry, context.machine.userName(entry.uid) ?? ''));
  return [...blocks, ending(blocks.reduce((sum, block) => sum + block.length, 0))].map(asText).join('');
}

/** The entries of an archive that came as text, under the names that `rename` gives; undefined leaves one out. False: it is no archive. */
export function unpackTree(context: CommandContext, archive: string, rename: (name: string) => string | undefined): boolean {
  const entries = readArchive(bytesOf(archive));
  for (const entry of entries ?? []) {
    const path = rename(entry.name.replace(/\/+$/, ''));
    if (path !== undefined) unpack(context, 'gnu', '/', { ...entry, name: path });
  }
  return entries !== undefined;
}

function* entriesAt(context: CommandContext, path: string, name: string): Generator<TarEntry> {
  const { files } = context.machine;
  const stat = files.stat(path);
  if (stat === undefined) return;
  const shared = { mode: stat.mode, uid: stat.uid, gid: stat.gid, mtime: stat.mtime / 1000 };
  const none = new Uint8Array(0);
  if (stat.type === 'symlink') { yield { name, type: 'symlink', target: stat.target ?? '', content: none, ...shared }; return; }
  if (stat.type === 'file') { yield { name, type: 'file', target: '', content: toBytes(textOf(files.read(path))), ...shared }; return; }
  yield { name: `${name}/`, type: 'directory', target: '', content: none, ...shared };
  for (const child of [...files.list(path)].sort()) yield* entriesAt(context, childOf(path, child), `${name}/${child}`);
}

/** Bytes of a stream: archives are whole blocks, by which bytes are told from text. */
function bytesOf(text: string): Uint8Array {
  return !/[^\0-\xff]/.test(text) && text.length % 512 === 0 ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : toBytes(text);
}

function* extract(context: CommandContext, flavour: Flavour, options: Options, directory: string): Task<number> {
  const file = lastValue(options, 'f') ?? '-';
  let text: string;
  try {
    text = yield* (file === '-' ? context.stdin : openRead(context, pathIn(context, file))).readAll();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return fatal(context, flavour, `${file}: Cannot open: ${error.reason}`, `can't open '${file}': ${error.reason}`);
  }
  const entries = readArchive(bytesOf(text));
  if (entries === undefined) {
    if (flavour === 'busybox') return complain(context, text === '' ? 'short read' : 'invalid tar magic');
    complain(context, text === '' ? 'This does not look like a tar archive' : 'This does not look like a tar archive\ntar: Skipping to next header');
    return complain(context, 'Exiting with failure status due to previous errors', 2);
  }
  const wanted = entries.filter(({ name }) => options.operands.length === 0 || options.operands.some((each) => name === each || name.startsWith(`${each.replace(/\/$/, '')}/`)));
  let failed = false;
  for (const entry of wanted) {
    if (options.flags.has('t') || options.flags.has('v')) context.stdout.write(`${entry.name}\n`);
    if (options.flags.has('O') && entry.type === 'file') { yield* send(context.stdout, fromBytes(entry.content)); continue; }
    if (options.flags.has('x')) failed = !unpack(context, flavour, directory, entry) || failed;
  }
  if (!failed) return 0;
  return flavour === 'gnu' ? complain(context, 'Exiting with failure status due to previous errors', 2) : 1;
}

/** @returns whether it is there now */
function unpack(context: CommandContext, flavour: Flavour, directory: string, entry: TarEntry): boolean {
  const { files } = context.machine;
  const name = entry.name.replace(/^\/+/, '').replace(/\/+$/, '');
  if (name.split('/').includes('..')) { complain(context, `${entry.name}: Member name contains '..'`); return false; }
  const path = pathIn({ ...context, directory }, name);
  try {
    if (entry.type === 'directory') {
      if (files.stat(path)?.type !== 'directory') files.makeDirectory(path, { parents: true, mode: entry.mode & 0o777 });
      return true;
    }
    files.makeDirectory(parentOf(path), { parents: true });
    if (files.stat(path)?.type === 'symlink' || (entry.type === 'symlink' && files.stat(path) !== undefined)) files.remove(path);
    if (entry.type === 'symlink') files.symlink(entry.target, path);
    else { files.write(path, fromBytes(entry.content), { mode: entry.mode & 0o777 }); files.chmod(path, entry.mode & 0o777); }
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    complain(context, flavour === 'gnu' ? `${name}: Cannot open: ${error.reason}` : `can't open '${name}': ${error.reason}`);
    return false;
  }
}
