/**
 * `npm run swarm -- --seeds 1000`: random clusters under random trouble. `--from N` starts elsewhere, `--seed NAME` runs one and
 * says what happened, `--shrink` leaves out what a failure does not need. Failing seeds leave a session in `.cache/swarm/` that replays.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { runSwarm, shrink, type SwarmResult } from './swarm/run.ts';

const OUT = '.cache/swarm';
const option = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const number = (name: string, otherwise: number): number => {
  const text = option(name);
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} wants a whole number, found ${JSON.stringify(text)}`);
  return value;
};

const [from, count, one] = [number('--from', 0), number('--seeds', 50), option('--seed')];
const seeds = one === undefined ? Array.from({ length: count }, (_, i) => `swarm-${from + i}`) : [one];
const failed: string[] = [];
const waits: number[] = [];
mkdirSync(OUT, { recursive: true });
for (const seed of seeds) {
  const since = process.cpuUsage();
  const result = process.argv.includes('--shrink') ? shrink(seed) : runSwarm(seed);
  waits.push(result.convergedMs / 1000);
  if (process.argv.includes("--each")) console.log(`${seed}: ${(process.cpuUsage(since).user / 1e6).toFixed(2)} s CPU, ${(result.file.end / 60_000).toFixed(0)} virtual minutes`);
  if (one !== undefined) for (const { at, ...input } of result.file.inputs) console.log(`${(at / 1000).toFixed(1).padStart(8)} s  ${JSON.stringify(input)}`);
  if (result.breaches.length > 0) tell(result);
}
const sorted = waits.toSorted((a, b) => a - b);
const quantile = (q: number): string => `${(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0).toFixed(0)} s`;
const { user, system } = process.cpuUsage();
console.log(`${seeds.length} seeds, ${failed.length} failed; converged within ${quantile(0.5)} (median), ${quantile(0.9)} (nine of ten), ${quantile(1)} (all); ${((user + system) / 1e6 / seeds.length).toFixed(2)} s CPU each`);
process.exitCode = failed.length === 0 ? 0 : 1;

function tell({ seed, breaches, file }: SwarmResult): void {
  failed.push(seed);
  const path = `${OUT}/${seed}.json`;
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`);
  console.log(`${seed}: ${breaches.length} breaches; ${path} replays it\n${breaches.slice(0, 12).map((text) => `  ${text}`).join('\n')}`);
}
