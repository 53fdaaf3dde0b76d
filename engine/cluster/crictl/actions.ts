/** `crictl stop`, `rm`, `stopp`, `rmp`, `rmi`, `pull`, `exec`, `logs`, `stats`. @k8s sigs.k8s.io/cri-tools cmd/crictl */
import { finished, signal, sleep, startTask, type Reader, type Task, type Writer } from '../../time/index.ts';
import type { CommandContext } from '../../script/index.ts';
import { humanSize, stamp, table, truncated } from './format.ts';
import { listContainers } from './lists.ts';
import { readOptions } from './options.ts';
import { fatal, findContainer, findSandbox, logError, noContainer, type CrictlWorld } from './world.ts';

function* completed<T>(begin: (done: (value: T) => void) => void): Task<T> {
  const changed = signal();
  let result: { readonly value: T } | undefined;
  begin((value) => { result = { value }; changed.fire(); });
  while (result === undefined) yield changed.wait;
  return result.value;
}

export function* stop(world: CrictlWorld, context: CommandContext, args: readonly string[]): Task<number> {
  const { rest, values, flags, error } = readOptions(args, { all: 'flag', timeout: 'value' }, { a: 'all', t: 'timeout' });
  if (error !== undefined) return fatal(context, error);
  const ids = flags.has('all') ? world.runtime.containers().filter(({ state }) => state === 'running').map(({ id }) => id) : rest;
  if (ids.length === 0) return fatal(context, 'ID cannot be empty');
  for (const id of ids) {
    const container = findContainer(world, id);
    if (container === undefined) return noContainer(context, id, 'StopContainer', 'remote_runtime.go:401');
    yield* completed<void>((done) => world.runtime.stopContainer(container.id, Number(values.get('timeout') ?? 0) * 1000, () => done()));
    context.stdout.write(`${id}\n`);
  }
  return 0;
}

export function* remove(world: CrictlWorld, context: CommandContext, args: readonly string[]): Task<number> {
  const { rest, flags, error } = readOptions(args, { all: 'flag', force: 'flag', 'keep-logs': 'flag' }, { a: 'all', f: 'force', k: 'keep-logs' });
  if (error !== undefined) return fatal(context, error);
  const ids = flags.has('all') ? world.runtime.containers().map(({ id }) => id) : rest;
  if (ids.length === 0) return fatal(context, 'ID cannot be empty');
  for (const id of ids) {
    const container = findContainer(world, id);
    if (container === undefined) return noContainer(context, id);
    if (container.state === 'running') {
      if (!flags.has('force')) return fatal(context, `container ${JSON.stringify(id)} is running, please stop it first`);
      yield* completed<void>((done) => world.runtime.stopContainer(container.id, 0, () => done()));
    }
    world.runtime.removeContainer(container.id);
    context.stdout.write(`${id}\n`);
  }
  return 0;
}

export function* podCommand(world: CrictlWorld, context: CommandContext, args: readonly string[], verb: 'stopp' | 'rmp'): Task<number> {
  const { rest, flags, error } = readOptions(args, { all: 'flag', force: 'flag' }, { a: 'all', f: 'force' });
  if (error !== undefined) return fatal(context, error);
  const ids = flags.has('all') ? world.runtime.sandboxes().map(({ id }) => id) : rest;
  if (ids.length === 0) return fatal(context, 'ID cannot be empty');
  for (const id of ids) {
    const sandbox = findSandbox(world, id);
    if (sandbox === undefined) return fatal(context, `rpc error: code = NotFound desc = an error occurred when try to find sandbox ${JSON.stringify(id)}: not found`);
    if (verb === 'rmp' && sandbox.state === 'ready' && !flags.has('force')) return fatal(context, `pod sandbox ${JSON.stringify(id)} is running, please stop it first`);
    yield* completed<void>((done) => world.runtime.stopSandbox(sandbox.id, () => done()));
    if (verb === 'rmp') world.runtime.removeSandbox(sandbox.id);
    context.stdout.write(verb === 'stopp' ? `Stopped sandbox ${id}\n` : `Removed sandbox ${id}\n`);
  }
  return 0;
}

export function removeImages(world: CrictlWorld, context: CommandContext, args: readonly string[]): number {
  const { rest, flags, error } = readOptions(args, { all: 'flag', prune: 'flag' }, { a: 'all', q: 'prune' });
  if (error !== undefined) return fatal(context, error);
  const used = world.runtime.imagesInUse();
  const isPinned = (names: readonly string[] = []): boolean => names.some((name) => name.startsWith('registry.k8s.io/pause:'));
  const ids = flags.has('all') ? world.runtime.images().map(({ id }) => id)
    : flags.has('prune') ? world.runtime.images().filter(({ id, names }) => !used.has(id) && !isPinned(names)).map(({ id }) => id) : rest;
  for (const id of ids) {
    const image = world.runtime.images().find((each) => each.id === id || each.id.replace('sha256:', '').startsWith(id)) ?? world.runtime.imageStatus(id);
    if (image === undefined || 'invalid' in image) return fatal(context, `no such image ${id}`);
    world.runtime.removeImage(image.id);
    const names = image.names ?? [];
    context.stdout.write((names.length > 0 ? names : [image.repoDigest]).map((name) => `Deleted: ${name}\n`).join(''));
  }
  return 0;
}

export function* pull(world: CrictlWorld, context: CommandContext, args: readonly string[]): Task<number> {
  const { rest, error } = readOptions(args, { annotation: 'value', auth: 'value', creds: 'value', 'pod-config': 'value', 'pull-timeout': 'value', username: 'value' }, { a: 'annotation', u: 'username' });
  if (error !== undefined) return fatal(context, error);
  const name = rest[0] ?? '';
  if (name === '') return fatal(context, 'image name cannot be empty');
  const result = yield* completed<Parameters<Parameters<CrictlWorld['runtime']['pullImage']>[1]>[0]>((done) => world.runtime.pullImage(name, done));
  if (!result.ok) {
    const desc = result.message.replace(/^rpc error: code = \w+ desc = /, '');
    const code = /^rpc error: code = (\w+)/.exec(result.message)?.[1] ?? 'Unknown';
    logError(context, 'remote_image.go:250', 'PullImage from image service failed', [['err', `rpc error: code = ${code} desc = ${desc}`], ['image', name]]);
    return fatal(context, code === 'Unknown' ? `pulling image: ${desc}` : `pulling image: rpc error: code = ${code} desc = ${desc}`);
  }
  context.stdout.write(`Image is up to date for ${result.image.id}\n`);
  return 0;
}

function* copied(reader: Reader, writer: Writer): Task<void> {
  for (let text = yield* reader.read(); text !== undefined; text = yield* reader.read()) writer.write(text);
}

export function* exec(world: CrictlWorld, context: CommandContext, args: readonly string[]): Task<number> {
  const { rest, flags, error } = readOptions(args, { interactive: 'flag', sync: 'flag', timeout: 'value', tty: 'flag' }, { i: 'interactive', s: 'sync', t: 'tty' });
  if (error !== undefined) return fatal(context, error);
  const [id = '', ...command] = rest;
  const container = findContainer(world, id);
  if (container === undefined) return noContainer(context, id, 'Exec', 'remote_runtime.go:699');
  const session = world.runtime.exec(container.id, command, { stdin: flags.has('interactive'), tty: flags.has('tty') });
  if ('error' in session) return fatal(context, `execing command in container: rpc error: code = Unknown desc = ${session.error}`);
  const { clock } = world;
  const outputs = [startTask(clock, copied(session.stdout, context.stdout)), startTask(clock, copied(session.stderr, context.stderr))];
  const input = flags.has('interactive') ? startTask(clock, copied(context.stdin, session.stdin)) : undefined;
  try {
    const exit = yield* completed<{ readonly code: number; readonly error?: string }>((done) => session.onExit(done));
    for (const output of outputs) while (!output.done) yield finished(output);
    if (exit.error !== undefined) return fatal(context, `execing command in container: ${exit.error}`);
    return exit.code === 0 ? 0 : fatal(context, `execing command in container: command terminated with exit code ${exit.code}`);
  } finally { input?.cancel(); session.kill(); }
}

export function* logs(world: CrictlWorld, context: CommandContext, args: readonly string[]): Task<number> {
  const { rest, flags, values, error } = readOptions(args, { follow: 'flag', 'limit-bytes': 'value', previous: 'flag', reopen: 'flag', since: 'value', tail: 'value', timestamps: 'flag' }, { f: 'follow', p: 'previous', r: 'reopen', t: 'timestamps' });
  if (error !== undefined) return fatal(context, error);
  const id = rest[0] ?? '';
  const container = findContainer(world, id);
  if (container === undefined) return noContainer(context, id);
  const tail = values.get('tail');
  const all = world.runtime.logs(container.id);
  type Line = (typeof all)[number];
  const write = (line: Line): void => {
    const text = `${flags.has('timestamps') ? `${stamp(line.t)} ` : ''}${line.text}${line.partial ? '' : '\n'}`;
    (line.stream === 'stderr' ? context.stderr : context.stdout).write(text);
  };
  const lines = tail === undefined || Number(tail) < 0 ? all : Number(tail) === 0 ? [] : all.slice(-Number(tail));
  for (const line of lines) write(line);
  if (flags.has('follow') && container.state === 'running') yield* completed<void>((done) => { world.runtime.followLogs(container.id, write, () => done()); });
  return 0;
}

const SAMPLE_MS = 1000;
export function* stats(world: CrictlWorld, context: CommandContext, args: readonly string[]): Task<number> {
  const { options, found } = listContainers(world, args.filter((word) => word.startsWith('-') && !/^(--watch|-w|--seconds)/.test(word)));
  if (options.error !== undefined) return fatal(context, options.error);
  const ids = args.filter((word) => !word.startsWith('-'));
  const chosen = found.filter(({ id }) => ids.length === 0 || ids.some((wanted) => id.startsWith(wanted)));
  const cpu = (id: string): number => world.runtime.machine(id)?.processes.cpuMs() ?? 0;
  const before = chosen.map(({ id }) => cpu(id));
  yield sleep(world.clock, SAMPLE_MS);
  const rows = chosen.map(({ id, name }, i) => [
    truncated(id), name, (((cpu(id) - (before[i] ?? 0)) / SAMPLE_MS) * 100).toFixed(2), humanSize(world.runtime.memoryBytes(id)), humanSize(world.runtime.diskBytes(id)), '10', '0B',
  ]);
  context.stdout.write(`\x1b[2J\x1b[H${table([['CONTAINER', 'NAME', 'CPU %', 'MEM', 'DISK', 'INODES', 'SWAP'], ...rows])}`);
  return 0;
}
