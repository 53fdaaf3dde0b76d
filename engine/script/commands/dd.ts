import { sleep, type Task } from '../../time/index.ts';
import { FileError } from '../files/errors.ts';
import { sizeOf, textOf } from '../files/tree.ts';
import { send } from '../pipe.ts';
import { openRead, openWrite } from '../streams.ts';
import type { CommandContext, Content } from '../types.ts';
import { complain, pathIn, sizeBytes, type CommandMaker, type Flavour } from './common.ts';
import { busyboxSize } from './sizes.ts';

/** Bytes a second. @k8s golden pods/pod-emptydir-shared: 8388608 bytes in 0.006076 s */
const RATE = 1_380_000_000;

type Transfer = { readonly wanted: number; readonly written: number; readonly block: number; readonly failed: boolean };

function report(context: CommandContext, flavour: Flavour, { wanted, written, block, failed }: Transfer): void {
  const whole = (bytes: number): string => `${Math.floor(bytes / block)}+${bytes % block === 0 ? 0 : 1}`;
  // The block that did not fit was read already.
  const taken = failed ? Math.min(wanted, (Math.floor(written / block) + 1) * block) : wanted;
  const seconds = Math.max(written / RATE, 0.000_001);
  const speed = written / seconds;
  const summary = flavour === 'gnu'
    ? `${written} bytes${written >= 1000 ? ` (${gnuSize(written)})` : ''} copied, ${Number(seconds.toPrecision(6))} s, ${decimal(speed)}/s`
    : `${written} bytes (${busyboxSize(written)}) copied, ${seconds.toFixed(6)} seconds, ${busyboxSize(speed)}/s`;
  context.stderr.write(`${whole(taken)} records in\n${whole(written)} records out\n${summary}\n`);
}
function decimal(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < 4) { value /= 1000; unit++; }
  return `${unit === 0 ? Math.round(value) : value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
const gnuSize = (bytes: number): string => `${decimal(bytes)}, ${bytes >= 1024 ? `${(bytes >= 1024 ** 3 ? bytes / 1024 ** 3 : bytes >= 1024 ** 2 ? bytes / 1024 ** 2 : bytes / 1024).toFixed(1)} ${bytes >= 1024 ** 3 ? 'GiB' : bytes >= 1024 ** 2 ? 'MiB' : 'KiB'}` : `${bytes} B`}`;

const ENDLESS = Number.MAX_SAFE_INTEGER;
const STEP_MS = 100;
/** What a disk without a limit of its own takes. */
const DISK_BYTES = 264_212_084 * 1024;

/** Zeros without an end: into a file until there is no room, anywhere else for ever. */
function* fill(context: CommandContext, flavour: Flavour, output: string | undefined, block: number): Task<number> {
  const { clock, files } = context.machine;
  const path = output === undefined ? undefined : pathIn(context, output);
  let written = 0;
  const piece = Math.max(block, Math.floor((RATE / 1000) * STEP_MS / block) * block);
  if (path !== undefined && !path.startsWith('/dev/')) openWrite(context, path, false);
  for (;;) {
    if (path !== undefined && !path.startsWith('/dev/')) {
      try {
        if (written + piece > DISK_BYTES) throw new FileError(path, 'No space left on device');
        files.write(path, { zeros: piece }, { append: true });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        complain(context, `error writing '${output ?? ''}': ${error.reason}`);
        written = files.stat(path)?.size ?? written;
        report(context, flavour, { wanted: written, written, block, failed: true });
        return 1;
      }
    } else if (path === undefined) yield* send(context.stdout, '\0'.repeat(PIPE_BYTES));
    written += piece;
    context.process.spendCpu(STEP_MS);
    yield sleep(clock, STEP_MS);
  }
}
const PIPE_BYTES = 65_536;

export const makeDd: CommandMaker = (flavour) => function* (context) {
  const settings = new Map(context.args.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const));
  const unknown = context.args.find((word) => !/^(if|of|bs|ibs|obs|count|skip|seek|conv|status|iflag|oflag)=/.test(word));
  if (unknown !== undefined) return complain(context, flavour === 'gnu' ? `unrecognized operand '${unknown}'` : `unknown operand ${unknown}`);
  const block = sizeBytes(settings.get('bs') ?? settings.get('ibs') ?? '512') ?? 512;
  const count = settings.has('count') ? (sizeBytes(settings.get('count') ?? '0') ?? 0) * block : Infinity;
  const [input, output] = [settings.get('if'), settings.get('of')];
  let content: Content;
  try {
    if (input === '/dev/zero') content = { zeros: count === Infinity ? ENDLESS : count };
    else {
      const skip = (sizeBytes(settings.get('skip') ?? '0') ?? 0) * block;
      const path = input === undefined ? undefined : pathIn(context, input);
      const source = path === undefined || path.startsWith('/dev/') ? yield* (path === undefined ? context.stdin : openRead(context, path)).readAll() : context.machine.files.read(path);
      content = typeof source === 'string' ? source.slice(skip, skip + count) : { zeros: Math.max(0, Math.min(source.zeros - skip, count)) };
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return complain(context, flavour === 'gnu' ? `failed to open '${input ?? ''}': ${error.reason}` : `can't open '${input ?? ''}': ${error.reason}`);
  }
  if (typeof content !== 'string' && content.zeros === ENDLESS) return yield* fill(context, flavour, output, block);
  const wanted = sizeOf(content);
  let written = wanted;
  let failed = false;
  if (output === undefined) yield* send(context.stdout, textOf(content));
  else if (/^\/dev\/(null|stdout|stderr)$/.test(pathIn(context, output))) openWrite(context, pathIn(context, output), false).write(output.endsWith('null') ? '' : textOf(content));
  else {
    const path = pathIn(context, output);
    const { files } = context.machine;
    const append = settings.get('conv')?.includes('notrunc') === true && settings.has('seek');
    try { files.write(path, content, { append }); } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.reason !== 'No space left on device') return complain(context, flavour === 'gnu' ? `failed to open '${output}': ${error.reason}` : `can't open '${output}': ${error.reason}`);
      failed = true;
      complain(context, `error writing '${output}': No space left on device`);
      written = files.stat(path)?.size ?? 0;
    }
  }
  yield sleep(context.machine.clock, Math.ceil(Math.min(written, 10 * RATE) / RATE * 1000));
  if (settings.get('status') !== 'none') report(context, flavour, { wanted, written, block, failed });
  return failed ? 1 : 0;
};

