/** Opening paths as streams: files, devices, and the streams of other processes under /proc. */
import { emptyReader, type Reader, type Task, type Writer } from '../time/index.ts';
import { compute } from './cpu.ts';
import { FileError } from './files/errors.ts';
import { sizeOf, textOf } from './files/tree.ts';
import { MOST_KEPT, OutOfMemory } from './pipe.ts';
import type { Content, FileSystem, Machine, ProcessHandle } from './types.ts';

const CHUNK = 65536;
/** Of an endless file, in ten milliseconds. */
const GULP = 1 << 22;
type Opener = { readonly machine: Machine; readonly process: ProcessHandle; readonly stdin: Reader; readonly stdout: Writer; readonly stderr: Writer };

export const nullWriter = (): Writer => ({ write: () => true, close: () => undefined });

/** To read it takes time; all of it is more than anybody can keep. */
function endlessReader(context: Opener, next: () => string): Reader {
  function* read(): Task<string> { yield* compute(context); return next(); }
  return {
    read, readLine: read,
    *readAll() {
      for (let length = 0; length < MOST_KEPT; length += GULP) yield* compute(context, 10);
      throw new OutOfMemory();
    },
    cancel() { /* nothing waits */ },
  };
}

/** Reads a file from its start and sees what is appended while it reads. */
function fileReader(files: FileSystem, path: string): Reader {
  let content: Content = files.read(path);
  let offset = 0;
  const refresh = (): void => {
    try { content = files.read(path); } catch (error) { if (!(error instanceof FileError)) throw error; }
  };
  function next(limit: number): string | undefined {
    refresh();
    if (typeof content !== 'string') {
      const length = Math.min(limit, content.zeros - offset, CHUNK);
      if (length <= 0) return undefined;
      offset += length;
      return '\0'.repeat(length);
    }
    if (offset >= content.length) return undefined;
    const text = content.slice(offset, offset + limit);
    offset += text.length;
    return text;
  }
  return {
    *read() { return next(Infinity); },
    *readLine() {
      refresh();
      if (typeof content !== 'string') return next(CHUNK);
      const end = content.indexOf('\n', offset);
      return next(end < 0 ? Infinity : end + 1 - offset);
    },
    *readAll() {
      refresh();
      if (typeof content !== 'string') { const rest = content.zeros - offset; offset = content.zeros; return textOf({ zeros: Math.max(0, rest) }); }
      return next(Infinity) ?? '';
    },
    cancel() { /* nothing waits */ },
  };
}

/** Appends to a file from where it was opened. Its errors are thrown to the writer. */
function fileWriter(files: FileSystem, path: string): Writer {
  return { write(text) { if (text !== '') files.write(path, text, { append: true }); return true; }, close: () => undefined };
}

/** The stream number that a device path names: /dev/stdout, /dev/fd/2, /proc/self/fd/1. */
function descriptor(context: Opener, path: string): { readonly number: number; readonly of: Pick<Opener, 'stdin' | 'stdout' | 'stderr'> } | undefined {
  if (path === '/dev/stdin') return { number: 0, of: context };
  if (path === '/dev/stdout') return { number: 1, of: context };
  if (path === '/dev/stderr') return { number: 2, of: context };
  const match = /^\/(?:dev\/fd|proc\/(self|\d+)\/fd)\/([012])$/.exec(path);
  if (match === null) return undefined;
  const pid = match[1];
  if (pid === undefined || pid === 'self') return { number: Number(match[2]), of: context };
  const handle = context.machine.processes.get(Number(pid));
  if (handle === undefined) throw new FileError(path, 'No such file or directory');
  return { number: Number(match[2]), of: handle.streams };
}

export function openRead(context: Opener, path: string): Reader {
  if (path === '/dev/null') return emptyReader();
  if (path === '/dev/tty') return context.stdin;
  if (path === '/dev/zero') return endlessReader(context, () => '\0'.repeat(CHUNK));
  if (path === '/dev/random' || path === '/dev/urandom') return endlessReader(context, () => randomText(context.machine));
  const opened = descriptor(context, path);
  if (opened !== undefined) return opened.of.stdin;
  const { files } = context.machine;
  const real = files.realPath(path);
  if (real !== undefined && real !== path && /^\/(dev|proc)\//.test(real)) return openRead(context, real);
  if (real !== undefined && files.stat(real)?.type === 'directory') throw new FileError(path, 'Is a directory');
  return fileReader(files, path);
}

export function openWrite(context: Opener, path: string, append: boolean): Writer {
  if (path === '/dev/null' || path === '/dev/zero') return nullWriter();
  if (path === '/dev/tty') return context.stdout;
  if (path === '/dev/full') return { write() { throw new FileError(path, 'No space left on device'); }, close: () => undefined };
  const opened = descriptor(context, path);
  if (opened !== undefined) return opened.number === 2 ? opened.of.stderr : opened.of.stdout;
  const { files } = context.machine;
  const real = files.realPath(path);
  if (real !== undefined && real !== path && /^\/(dev|proc)\//.test(real)) return openWrite(context, real, append);
  files.write(path, '', { append });
  return fileWriter(files, path);
}

function randomText(machine: Machine): string {
  let text = '';
  for (let i = 0; i < 256; i++) text += String.fromCharCode(machine.random.int('urandom', 0, 255));
  return text;
}

/** Everything that a path holds, as text. */
export function* readText(context: Opener, path: string): Task<string> {
  const reader = openRead(context, path);
  if (path === '/dev/zero') return '\0'.repeat(CHUNK);
  return yield* reader.readAll();
}

export { sizeOf };
