import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { replayScenario, type Transcript } from '../replay/replay.ts';
import { createTwice, type Twice } from '../replay/twice.ts';
import { parseScenario } from '../replay/scenario.ts';

type Recording = { readonly folder: string; readonly area: string; readonly slug: string; readonly started: string };

/** Every folder at or below `root` that holds a scenario, in name order. */
function recordingsUnder(root: string): Recording[] {
  if (existsSync(join(root, 'scenario.txtar'))) return [recordingIn(root)];
  return readdirSync(root).sort().map((name) => join(root, name)).filter((path) => statSync(path).isDirectory()).flatMap(recordingsUnder);
}

function recordingIn(folder: string): Recording {
  const parts = resolve(folder).split('/');
  const file = join(folder, 'meta.json');
  const meta = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Partial<Recording> : {};
  return {
    folder, area: meta.area ?? parts.at(-2) ?? '', slug: meta.slug ?? parts.at(-1) ?? '',
    started: meta.started ?? '2026-11-21T12:00:00Z',
  };
}

function recordedTimes(folder: string): number[] {
  const file = join(folder, 'commands.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { t: number }).t);
}

const jsonLines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

function write(out: string, { area, slug }: Recording, transcript: Transcript): void {
  const folder = join(out, area, slug);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'commands.jsonl'), jsonLines(transcript.commands));
  writeFileSync(join(folder, 'watch.jsonl'), jsonLines(transcript.watch));
}

function replayOne(recording: Recording, out: string, twice: Twice | undefined): { ms: number; cpuMs: number; error?: string } {
  const started = process.cpuUsage();
  const cpuMs = (): number => { const used = process.cpuUsage(started); return (used.user + used.system) / 1000; };
  const scenario = parseScenario(readFileSync(join(recording.folder, 'scenario.txtar'), 'utf8'), recording.area, recording.slug);
  try {
    const transcript = replayScenario(scenario, recording.started, recordedTimes(recording.folder), twice);
    write(out, recording, transcript);
    const unsatisfied = twice?.unsatisfied ?? [];
    return { ms: transcript.ms, cpuMs: cpuMs(), ...(unsatisfied.length === 0 ? {} : { error: unsatisfied.join('\n') }) };
  } catch (error) {
    // One scenario that breaks the engine must not cost the others; it is reported and counted.
    write(out, recording, { commands: [], watch: [], ms: 0 });
    return { ms: 0, cpuMs: cpuMs(), error: error instanceof Error ? (process.env['PEAPOD_DEBUG'] ? error.stack ?? error.message : error.message) : String(error) };
  }
}

async function run({ args, out, err, interactive }: CliContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { out: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean' }, twice: { type: 'boolean' } } });
  const [root] = positionals;
  if (root === undefined || values.out === undefined) throw new UsageError('a folder of recordings and --out are needed');
  if (!existsSync(root)) throw new UsageError(`the folder ${root} does not exist`);
  const recordings = recordingsUnder(root).filter((r) => `${r.area}/${r.slug}`.includes(values.only ?? ''));
  if (recordings.length === 0) throw new UsageError(`no scenario.txtar was found under ${root}`);
  let failed = 0;
  let virtual = 0;
  let cpu = 0;
  for (const [index, recording] of recordings.entries()) {
    const result = replayOne(recording, values.out, values.twice === true ? createTwice() : undefined);
    virtual += result.ms;
    cpu += result.cpuMs;
    const name = `${recording.area}/${recording.slug}`;
    if (result.error !== undefined) { failed++; err(`${interactive ? '\r\x1b[K' : ''}${name}: ${result.error}\n`); }
    else if (interactive) err(`\r\x1b[K${index + 1}/${recordings.length} ${name}  ${(result.ms / 1000).toFixed(0)} s in ${result.cpuMs.toFixed(0)} ms`);
  }
  if (interactive) err('\n');
  const summary = { scenarios: recordings.length, failed, virtualSeconds: Math.round(virtual / 1000), cpuSeconds: Number((cpu / 1000).toFixed(2)) };
  out(values.json === true ? `${JSON.stringify(summary)}\n`
    : `${summary.scenarios} scenarios, ${failed} failed, ${summary.virtualSeconds} s of cluster time in ${summary.cpuSeconds} s of CPU time\n`);
  return failed === 0 ? 0 : 1;
}

export const replay: CliCommand = {
  name: 'replay',
  usage: 'replay <folder> --out <folder> [--only TEXT] [--twice] [--json]',
  summary: 'run recorded scenarios in virtual time and write what was seen, in the recordings\' format',
  options: [
    ['--out FOLDER', 'where <area>/<slug>/{commands,watch}.jsonl are written'],
    ['--only TEXT', 'only scenarios whose area/slug contains TEXT'],
    ['--twice', 'ask each controller again after it has done its work: it must want nothing'],
    ['--json', 'the summary as one line of JSON'],
  ],
  run,
};
