jest.mock('../../runtime/userland.ts', () => {
  const real = jest.requireActual('../../runtime/userland.ts');
  const S = jest.requireActual('../../script/index.ts');
  if (S.BUSYBOX_COMMANDS || process.env["REAL"]) return real;
  const req = (n: string) => jest.requireActual(`../../script/commands/${n}.ts`);
  const { createShellCommand } = jest.requireActual('../../script/interpreter/command.ts');
  const touch = function* (c: any) { for (const a of c.args) if (!c.machine.files.stat(a)) c.machine.files.write(a, ''); return 0; };
  const rm = function* (c: any) { for (const a of c.args) if (a[0] !== '-') { try { c.machine.files.remove(a); } catch {} } return 0; };
  const tru = function* () { return 0; }; const fal = function* () { return 1; };
  const test = function* (c: any) { const a = c.args.filter((x: string) => x !== ']'); if (a[0] === '-f' || a[0] === '-e') return c.machine.files.stat(a[1]) ? 0 : 1; return 1; };
  const env = function* (c: any) { for (const [k, v] of c.environment) c.stdout.write(`${k}=${v}\n`); return 0; };
  const base: any = { sleep: req('sleep').makeSleep('busybox'), cat: req('cat').makeCat('busybox'), sh: createShellCommand('ash'), echo: req('echo').echo, touch, rm, true: tru, false: fal, test, env };
  const user = () => { const programs = new Map(Object.entries(base).map(([k, v]) => [`/bin/${k}`, v])); return { programs, files: { '/bin': { directory: 0o755 }, '/tmp': { directory: 0o1777 }, '/dev': { directory: 0o755 }, '/etc': { directory: 0o755 },'/proc': { directory: 0o755 }, ...Object.fromEntries([...programs.keys()].map((p) => [p, { content: { zeros: 10 }, mode: 0o755 }])) } }; };
  return { ...real, busyboxUserland: user, debianUserland: user };
});
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { KINDS } from '../../api/index.ts';
import { createTestWorld, line, BECAUSE } from './testWorld.ts';

const ROOT = '/work/shared/golden/recordings/';
const apply = (target: any, patch: any): any => {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const out: any = { ...(target && typeof target === 'object' && !Array.isArray(target) ? target : {}) };
  for (const [k, v] of Object.entries(patch)) { if (v === null) delete out[k]; else out[k] = apply(out[k], v); }
  return out;
};
const only = process.env['ONLY'] ?? '.';
const verbose = process.env['V'] === '1';
const slugs = (process.env['AREA'] ?? 'pods').split(',').flatMap((a) => readdirSync(ROOT + a).map((s) => `${a}/${s}`)).filter((s) => new RegExp(only).test(s));
const squeeze = (list: { t: number; s: string }[]) => list.filter((x, i) => i === 0 || list[i - 1]?.s !== x.s);
const totals = { states: 0, equal: 0, ends: 0, endsEqual: 0, ev: 0, evEqual: 0 };

function common(a: string[], b: string[]): number {
  let row = new Array(b.length + 1).fill(0);
  for (const x of a) { const next = [0]; for (let j = 0; j < b.length; j++) next.push(x === b[j] ? row[j] + 1 : Math.max(row[j + 1], next[j] as number)); row = next; }
  return row[b.length];
}
function run(slug: string): string {
  const dir = ROOT + slug;
  if (!existsSync(`${dir}/watch.jsonl`)) return '';
  const lines = readFileSync(`${dir}/watch.jsonl`, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l));
  const txtar = readFileSync(`${dir}/scenario.txtar`, 'utf8');
  const world = createTestWorld();
  const ns = slug.split('/')[1] as string;
  world.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: ns } });
  world.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: ns } });
  world.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: ns }, data: { 'ca.crt': 'CA\n' } } as any);
  for (const part of txtar.split(/^-- .* --$/m).slice(1)) {
    if (/configmap-missing/.test(slug)) break;
    try { for (const doc of loadAll(part) as any[]) if (doc && ['ConfigMap', 'Secret', 'Service', 'ServiceAccount'].includes(doc.kind)) world.create({ ...doc, ...(doc.stringData ? { data: Object.fromEntries(Object.entries(doc.stringData).map(([k, v]) => [k, Buffer.from(String(v)).toString('base64')])) } : {}), metadata: { ...doc.metadata, namespace: ns } }); } catch (e) { /* not yaml or refused */ }
  }
  const start = world.clock.now;
  const last = new Map<string, any>();
  const recorded = new Map<string, { t: number; s: string }[]>();
  const recordedEvents = new Map<string, any>();
  let end = 0;
  const errors: string[] = [];
  for (const e of lines) {
    end = Math.max(end, e.t);
    if (e.kind === 'events') { recordedEvents.set(e.name, apply(recordedEvents.get(e.name), e.patch ?? e.object)); continue; }
    if (e.kind !== 'pods') continue;
    const before = last.get(e.name);
    const object = e.object ?? apply(before, e.patch ?? {});
    last.set(e.name, object);
    const list = recorded.get(e.name) ?? []; recorded.set(e.name, list);
    list.push({ t: e.t, s: line({ t: 0, type: e.type, pod: object }) });
    const at = (ms: number, f: () => void) => world.clock.after(start + ms - world.clock.now, () => { try { f(); } catch (x) { errors.push(String(x)); } });
    if (e.type === 'ADDED') {
      const { status: _s, metadata, spec, ...rest } = object;
      const m = { ...metadata, namespace: ns }; delete m.uid; delete m.resourceVersion; delete m.creationTimestamp; delete m.generation; delete m.ownerReferences;
      at(e.t, () => world.create({ ...rest, metadata: m, spec }));
      if (!spec.nodeName) at(e.t + 15, () => { world.client.post(KINDS.Pod, ns, e.name, 'binding', { apiVersion: 'v1', kind: 'Binding', metadata: { name: e.name }, target: { kind: 'Node', name: 'node01' } }, BECAUSE); });
    } else if (e.type === 'MODIFIED') {
      const del = e.patch?.metadata?.deletionTimestamp;
      if (del && object.metadata.deletionGracePeriodSeconds > 0 ) at(e.t, () => { const r = world.client.delete(KINDS.Pod, ns, e.name, BECAUSE, { gracePeriodSeconds: before?.metadata?.deletionTimestamp ? object.metadata.deletionGracePeriodSeconds : object.metadata.deletionGracePeriodSeconds }); if (!r.ok) errors.push(r.status.message ?? ''); });
      if (e.patch?.spec && !e.patch.spec.nodeName) {
        if (e.patch.spec.ephemeralContainers) at(e.t, () => { const r = world.client.get(KINDS.Pod, ns, e.name); if (r.ok) { const x = world.client.update(KINDS.Pod, { ...r.value, spec: { ...r.value.spec, ephemeralContainers: e.patch.spec.ephemeralContainers } } as any, BECAUSE, 'ephemeralcontainers' as any); if (!x.ok) errors.push(x.status.message ?? ''); } });
        else if (e.patch.spec.containers && JSON.stringify(e.patch.spec.containers.map((c: any) => c.resources)) !== JSON.stringify(before.spec.containers.map((c: any) => c.resources))) at(e.t, () => { const r: any = world.api.handle({ method: 'PATCH', path: `/api/v1/namespaces/${ns}/pods/${e.name}/resize`, headers: { 'content-type': 'application/strategic-merge-patch+json' }, body: { spec: { containers: e.patch.spec.containers.map((c: any) => ({ name: c.name, resources: c.resources })) } } as any }); if (r.code >= 300) errors.push(JSON.stringify(r.body)); });
        else if (e.patch.spec.containers) at(e.t, () => { const r = world.client.patch(KINDS.Pod, ns, e.name, { spec: { containers: e.patch.spec.containers } }, BECAUSE); if (!r.ok) errors.push(r.status.message ?? ''); });
      }
      const foreign = (e.patch?.status?.conditions ?? []).filter((c: any) => !['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled', 'PodResizeInProgress'].includes(c.type));
      const had = (before?.status?.conditions ?? []).filter((c: any) => foreign.some((f: any) => f.type === c.type));
      if (foreign.length && JSON.stringify(foreign) !== JSON.stringify(had)) at(e.t, () => { const now = world.client.get(KINDS.Pod, ns, e.name); if (now.ok) world.client.patch(KINDS.Pod, ns, e.name, { status: { conditions: [...foreign, ...(now.value.status?.conditions ?? []).filter((c) => !foreign.some((f: any) => f.type === c.type))] } } as any, BECAUSE, { subresource: 'status' }); });
      if (e.patch?.metadata && 'finalizers' in e.patch.metadata) at(e.t, () => { world.client.patch(KINDS.Pod, ns, e.name, { metadata: { finalizers: e.patch.metadata.finalizers } } as any, BECAUSE); });
    } else if (e.type === 'DELETED') at(e.t, () => { const r = world.client.get(KINDS.Pod, ns, e.name); if (r.ok && r.value.metadata?.finalizers) world.client.patch(KINDS.Pod, ns, e.name, { metadata: { finalizers: null } } as any, BECAUSE); });
  }
  if (/configmap-missing/.test(slug)) { const cm = lines.find((e) => e.kind === 'configmaps' && e.name !== 'kube-root-ca.crt' && e.type === 'ADDED'); if (cm) world.clock.after(start + cm.t - world.clock.now, () => { world.create({ ...cm.object, metadata: { name: cm.name, namespace: ns } }); }); }
  world.clock.advance(end + 500);
  let out = '';
  for (const [name, list] of recorded) {
    const want = squeeze(list);
    const got = squeeze(world.writes(name).filter((w) => w.pod.metadata?.namespace === ns).map((w) => ({ t: w.t + (list[0]?.t ?? 0), s: line(w) })));
    const hit = common(want.map((x) => x.s), got.map((x) => x.s));
    totals.states += Math.max(want.length, got.length); totals.equal += hit;
    totals.ends++; const endOk = want.at(-1)?.s === got.at(-1)?.s; if (endOk) totals.endsEqual++;
    if (hit < Math.max(want.length, got.length) || verbose) {
      out += `-- ${slug} ${name}: ${hit}/${want.length} got ${got.length}${endOk ? '' : ' END DIFFERS'}\n`;
      const [a, b] = [want.map((x) => x.s), got.map((x) => x.s)];
      let j = 0;
      for (let i = 0; i < a.length; i++) { const k = b.indexOf(a[i] as string, j); if (k >= 0 && k - j < 6) { for (; j < k; j++) out += `   + ${got[j]?.t} ${b[j]}\n`; if (verbose) out += `     ${want[i]?.t}/${got[j]?.t} ${a[i]}\n`; j++; } else out += `   - ${want[i]?.t} ${a[i]}\n`; }
      for (; j < b.length; j++) out += `   + ${got[j]?.t} ${b[j]}\n`;
    }
  }
  const names = new Set(recorded.keys());
  const norm = (e: any) => `${e.type} ${e.reason} ${e.involvedObject?.name} ${e.count}: ${e.message}`.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UID').replace(/10\.244\.\d+\.\d+/g, 'IP').replace(/ in [\d.]+m?s \([\d.]+m?s including waiting\)\. Image size: \d+/, ' in A (B). size');
  const keep = (e: any) => names.has(e.involvedObject?.name) && e.reason !== 'Scheduled';
  const w = new Set([...recordedEvents.values()].filter(keep).map(norm)); const g = new Set((world.store.list('events', ns) as any[]).filter(keep).map(norm));
  const both = [...w].filter((x) => g.has(x)).length;
  totals.ev += new Set([...w, ...g]).size; totals.evEqual += both;
  for (const x of w) if (!g.has(x)) out += `   -e ${slug} ${x.slice(0, 250)}\n`;
  for (const x of g) if (!w.has(x)) out += `   +e ${slug} ${x.slice(0, 250)}\n`;
  for (const x of errors) out += `   !! ${slug} ${x.slice(0, 300)}\n`;
  return out;
}
it('replays', () => {
  let out = '';
  for (const slug of slugs) { try { out += run(slug); } catch (e) { out += `!! ${slug} ${(e as Error).stack?.slice(0, 700)}\n`; } }
  process.stdout.write(`${out}\n${JSON.stringify(totals)}\n`);
});
