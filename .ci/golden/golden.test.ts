/**
 * Recordings of a real v1.36.3 cluster, replayed through our shell and kubectl. Every scenario runs to its end, a controller that
 * is asked again when it has done its work wants nothing more, and the figures do not fall below `floor.json` (raised with
 * `UPDATE_FLOOR=1 npm test -- golden` when the engine has become more faithful).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { unpackRecordings } from './unpack.ts';

const RECORDINGS = '.cache/golden/recordings';
const OUT = '.cache/golden/replayed';
const FLOOR = '.ci/golden/floor.json';
type Figures = { readonly commands: number; readonly equal: number; readonly lines: number; readonly linesEqual: number; readonly ends: number; readonly endsEqual: number; readonly states: number; readonly statesEqual: number; readonly events: number; readonly eventsEqual: number };
type Floor = { [area: string]: { commands: number; lines: number; ends: number; states: number; events: number } };

const percent = (part: number, whole: number): number => Math.floor((1000 * part) / Math.max(1, whole)) / 10;

test.each(['pods', 'controllers', 'cluster', 'kubectl'])('area %s', (area) => {
  unpackRecordings(area, RECORDINGS);
  rmSync(`${OUT}/${area}`, { recursive: true, force: true });
  // The command as it is bundled takes two thirds of the time of the same code under Jest.
  const { status, stderr } = spawnSync(process.execPath, ['engine/cli/bin.mjs', 'replay', `${RECORDINGS}/${area}`, '--out', OUT, '--twice'], { encoding: 'utf8', maxBuffer: 1e8 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const judged = JSON.parse(execFileSync(process.execPath, ['.ci/golden/compare.mjs', RECORDINGS, OUT, '--only', `${area}/`, '--json'], { encoding: 'utf8', maxBuffer: 1e8 })) as { byArea: { [area: string]: Figures } };
  const f = judged.byArea[area];
  const now = { commands: percent(f?.equal ?? 0, f?.commands ?? 0), lines: percent(f?.linesEqual ?? 0, f?.lines ?? 0), ends: percent(f?.endsEqual ?? 0, f?.ends ?? 0), states: percent(f?.statesEqual ?? 0, f?.states ?? 0), events: percent(f?.eventsEqual ?? 0, f?.events ?? 0) };
  const floors = JSON.parse(readFileSync(FLOOR, 'utf8')) as Floor;
  if (process.env['UPDATE_FLOOR'] === '1') { writeFileSync(FLOOR, `${JSON.stringify({ ...floors, [area]: now }, null, 2)}\n`); return; }
  const floor = floors[area] ?? { commands: 100, lines: 100, ends: 100, states: 100, events: 100 };
  const fallen = (['commands', 'lines', 'ends', 'states', 'events'] as const).filter((figure) => now[figure] < floor[figure]);
  expect({ area, fallen, now }).toEqual({ area, fallen: [], now });
}, 300_000);
