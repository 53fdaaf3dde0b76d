/**
 * `npx tsx .ci/golden/pack.ts <folder of recordings>` packs the recordings that our tests replay into `.ci/golden/<area>.jsonl.gz`,
 * one line a scenario. Only those whose programs exist here, and whose output is nobody's prose: the lists below change with it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseScenario } from '../../engine/cli/replay/scenario.ts';

const AREAS = ['pods', 'controllers', 'cluster', 'kubectl'];
/** Programs of later work, as they are named in commands. */
const LATER = /\b(kubeadm|etcdctl|helm|python3)\b/;
/** The API server alone, word for word: there a kind that is only stored is one like any other. */
const WORDS_ONLY = 'kubectl';
/** Sentences of upstream's help and field documentation stay out of this repository. */
const PROSE = /\b(helm|explain|completion)\b|\bkubectl options\b|--help\b| -h\b/;
const PRINTED_PROSE = /Use \\"kubectl (?:options|<command>|[\w-]+ <command>)/;

export type Packed = { readonly slug: string; readonly meta: object; readonly files: { readonly [name: string]: string } };
const FILES = ['scenario.txtar', 'commands.jsonl', 'watch.jsonl', 'meta.json'];

export function isOfThisEngine(scenarioText: string, area: string, slug: string): boolean {
  const scenario = parseScenario(scenarioText, area, slug);
  const commands = scenario.steps.flatMap((s) => (s.type === 'command' ? [s.command] : []));
  return !commands.some((c) => PROSE.test(c) || (area !== WORDS_ONLY && LATER.test(c)));
}

if (process.argv[1]?.endsWith('pack.ts')) {
  const root = process.argv[2] ?? '';
  for (const area of AREAS) {
    const folder = join(root, area);
    const lines = readdirSync(folder).sort().flatMap((slug) => {
      const read = (file: string): string => (existsSync(join(folder, slug, file)) ? readFileSync(join(folder, slug, file), 'utf8') : '');
      if (!isOfThisEngine(read('scenario.txtar'), area, slug) || PRINTED_PROSE.test(read('commands.jsonl'))) return [];
      return [JSON.stringify({ slug, files: Object.fromEntries(FILES.map((file) => [file, read(file)])) })];
    });
    writeFileSync(`.ci/golden/${area}.jsonl.gz`, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
    console.log(`${area}: ${lines.length} scenarios`);
  }
  // Lessons name recordings as the sources of what they say: all of them, whether this engine replays them or not.
  const names = readdirSync(root).sort().flatMap((area) => readdirSync(join(root, area)).sort().filter((slug) => existsSync(join(root, area, slug, 'scenario.txtar'))).map((slug) => `${area}/${slug}`));
  writeFileSync('exercises/recordings.txt', `# Names of all recordings of a real cluster; lessons name them as their sources. Written by .ci/golden/pack.ts\n${names.join('\n')}\n`);
}
