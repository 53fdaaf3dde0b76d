/**
 * `npx tsx .ci/golden/pack.ts <folder of recordings>` packs the recordings that our tests replay into `.ci/golden/<area>.jsonl.gz`,
 * one line a scenario. Only those about kinds that something acts upon, and whose output is nobody's prose: the lists below change with it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseScenario } from '../../engine/cli/replay/scenario.ts';

/** Nothing acts on these yet: what is recorded about them is later work. */
const UNACTED = new Set(['CronJob', 'DaemonSet', 'HorizontalPodAutoscaler', 'Job', 'ReplicationController', 'StatefulSet']);
const AREAS = ['pods', 'controllers', 'cluster', 'kubectl'];
/** Resources and programs of later work, as they are named in commands. */
const LATER = /\b(statefulsets?|sts|daemonsets?|ds|jobs?|cronjobs?|hpa|autoscale|crictl|kubeadm|etcdctl|helm|python3)\b/;
/** The API server alone, word for word: there a kind that is only stored is one like any other. */
const WORDS_ONLY = 'kubectl';
/** Sentences of upstream's help and field documentation stay out of this repository. */
const PROSE = /\b(helm|explain|options|completion)\b|--help\b| -h\b/;
const PRINTED_PROSE = /Use \\"kubectl (?:options|<command>|[\w-]+ <command>)/;

export type Packed = { readonly slug: string; readonly meta: object; readonly files: { readonly [name: string]: string } };
const FILES = ['scenario.txtar', 'commands.jsonl', 'watch.jsonl', 'meta.json'];

export function isOfThisEngine(scenarioText: string, area: string, slug: string): boolean {
  const scenario = parseScenario(scenarioText, area, slug);
  const commands = scenario.steps.flatMap((s) => (s.type === 'command' ? [s.node === undefined || area === 'cluster' ? s.command : 'crictl'] : []));
  if (area === WORDS_ONLY) return !commands.some((c) => PROSE.test(c));
  const kinds = Object.values(scenario.files).flatMap((text) => [...text.matchAll(/^kind: *(\w+)/gm)].map((m) => m[1] ?? ''));
  return !kinds.some((k) => UNACTED.has(k)) && !commands.some((c) => LATER.test(c) || PROSE.test(c));
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
}
