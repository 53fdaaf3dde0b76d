/**
 * `npx tsx .ci/golden/pack.ts <folder of recordings>` packs the recordings that our tests replay into `.ci/golden/<area>.jsonl.gz`,
 * one line a scenario. Only those whose objects are of kinds that the engine has: the list below grows with it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseScenario } from '../../engine/cli/replay/scenario.ts';

const KINDS = new Set(['Namespace', 'Node', 'Pod', 'ReplicaSet', 'Deployment', 'Service', 'EndpointSlice', 'ConfigMap', 'Secret', 'ServiceAccount', 'Event', 'Lease', 'List']);
const AREAS = ['pods', 'controllers'];
/** Resources and verbs of later work, as they are named in commands. */
const LATER = /\b(statefulsets?|sts|daemonsets?|ds|jobs?|cronjobs?|hpa|autoscale|quota|resourcequotas?|limitranges?|pvc?|persistentvolume\w*|ingress\w*|networkpolic\w+|endpoints|rolebindings?|roles?|crictl|systemctl|helm)\b/;

export type Packed = { readonly slug: string; readonly meta: object; readonly files: { readonly [name: string]: string } };
const FILES = ['scenario.txtar', 'commands.jsonl', 'watch.jsonl', 'meta.json'];

export function isOfThisEngine(scenarioText: string, area: string, slug: string): boolean {
  const scenario = parseScenario(scenarioText, area, slug);
  const kinds = Object.values(scenario.files).flatMap((text) => [...text.matchAll(/^kind: *(\w+)/gm)].map((m) => m[1] ?? ''));
  const commands = scenario.steps.flatMap((s) => (s.type === 'command' ? [s.node === undefined ? s.command : 'crictl'] : []));
  return kinds.every((k) => KINDS.has(k)) && commands.every((c) => !LATER.test(c));
}

if (process.argv[1]?.endsWith('pack.ts')) {
  const root = process.argv[2] ?? '';
  for (const area of AREAS) {
    const folder = join(root, area);
    const lines = readdirSync(folder).sort().flatMap((slug) => {
      const read = (file: string): string => (existsSync(join(folder, slug, file)) ? readFileSync(join(folder, slug, file), 'utf8') : '');
      if (!isOfThisEngine(read('scenario.txtar'), area, slug)) return [];
      return [JSON.stringify({ slug, files: Object.fromEntries(FILES.map((file) => [file, read(file)])) })];
    });
    writeFileSync(`.ci/golden/${area}.jsonl.gz`, gzipSync(`${lines.join('\n')}\n`, { level: 9 }));
    console.log(`${area}: ${lines.length} scenarios`);
  }
}
