/** THROW-AWAY: stands in until `createSession` of engine/index.ts exists. */
import type { ClusterView, Happening, PodRow, Session } from '@site/engine/index.ts';
export const ENGINE_VERSION = 'fake';
export function createSession(options: { seed: string; preset: string; files: { [path: string]: string } }): Session {
  let at = 0; let revision = 1; let busyUntil = 0; let pending = ''; let replicas = (options as any).start ? 3 : 0; let bornAt = (options as any).start ? -30000 : 0; let off = false; let offAt = 0;
  const listeners = new Set<(terminal: string, text: string) => void>(); const log: Happening[] = []; const inputs: any[] = [];
  const state = (i: number): PodRow => {
    const age = at - bornAt; const lost = off && i === 1 && at - offAt > 3000;
    const s = lost ? 'terminating' : age < 1000 ? 'pending' : age < 2500 + i * 400 ? 'creating' : 'running';
    return { namespace: 'default', name: `nginx-deployment-bf744486c-${['4xk2p', '9jq7d', 'm2wzr', 'tt5v8'][i]}`, uid: String(i), node: i % 2 ? 'node02' : 'node01', state: s as any,
      status: s === 'running' ? 'Running' : s === 'terminating' ? 'Terminating' : s === 'creating' ? 'ContainerCreating' : 'Pending', ready: s === 'running' ? '1/1' : '0/1', restarts: '0', age: `${Math.floor(age / 1000)}s`,
      ip: `10.244.${1 + i % 2}.${i + 4}`, labels: { app: 'nginx' }, owner: 'ReplicaSet/nginx-deployment-bf744486c', image: 'nginx:1.14.2', backOffMs: undefined };
  };
  const view = (): ClusterView => ({ at, time: new Date(1.79e12 + at).toISOString(), revision: revision + Math.floor(at / 400),
    nodes: (options.preset === 'minikube' ? ['minikube'] : ['master01', 'node01', 'node02']).map((name, i) => ({ name, uid: name, state: off && name === 'node02' && at - offAt > 2000 ? 'unknown' as const : 'running' as const, status: off && name === 'node02' && at - offAt > 2000 ? 'NotReady' : 'Ready', roles: i ? '<none>' : 'control-plane', address: `172.30.0.1${i + 1}`, age: '5m', version: 'v1.36.0', fault: off && name === 'node02' ? 'node-power-off' : undefined })),
    pods: Array.from({ length: replicas + (off && at - offAt > 3000 && replicas ? 1 : 0) }, (_, i) => ({ ...state(i), ...(i === 3 ? { node: 'node01', state: 'running' as const, status: 'Running' } : {}) })), services: [], workloads: [] });
  const print = (t: string, s: string) => listeners.forEach((l) => l(t, s));
  const session: Session = {
    get at() { return at; },
    input(body) { inputs.push({ ...body, at }); revision++;
      if (body.type === 'line') { pending = `${body.terminal}|${body.text}`; busyUntil = at + 150; }
      if (body.type === 'fault') { off = body.fault === 'node-power-off'; offAt = at; log.push({ at, type: 'Input', reason: body.fault, object: `node/${body.target}`, message: '' }); } },
    advance(ms) { at += ms; if (pending && at >= busyUntil) { const [t, c] = pending.split('|') as [string, string]; pending = '';
      if (/apply|create/.test(c)) { replicas = 3; bornAt = at; print(t, 'deployment.apps/nginx-deployment created\n'); log.push({ at, type: 'Normal', reason: 'ScalingReplicaSet', object: 'deployment/nginx-deployment', message: 'Scaled up replica set nginx-deployment-bf744486c from 0 to 3' }); }
      else if (/get pods/.test(c)) print(t, replicas ? `NAME                               READY   STATUS    RESTARTS   AGE\n${view().pods.map((p) => `${p.name}   ${p.ready}     ${p.status.padEnd(9)} 0          ${p.age}`).join('\n')}\n` : 'No resources found in default namespace.\n');
      else print(t, `\u001b[31m${c.split(' ')[0]}: command not found\u001b[0m\n`); } },
    advanceToChange(limit) { session.advance(Math.min(2000, limit)); return log.at(-1); },
    view, happenings: (since) => log.filter((x) => x.at >= since), terminal: () => ({ prompt: pending ? '' : 'learner@peapod:~$ ', busy: pending !== '' }),
    complete: (_t, line) => ({ from: 0, to: line.length, candidates: ['kubectl get pods', 'kubectl get nodes'] }),
    onOutput(l) { listeners.add(l); return () => listeners.delete(l); }, read: () => ({ code: 200, type: 'object', body: {} }), readFile: (p) => options.files[p],
    file: () => ({ apiVersion: 'peapod/v1', kind: 'Session', engineVersion: ENGINE_VERSION, seed: options.seed, cluster: { preset: options.preset as any, startTime: '' }, inputs, end: at }),
    hash: () => 'fake', undo: () => { const s = createSession(options); for (const { at: t, ...b } of inputs.slice(0, -1)) { s.advance(t - s.at); s.input(b); } s.advance(inputs.at(-1).at - s.at); return s; }, branch: () => createSession(options) };
  return session;
}
export const readSessionFile = (text: string): { ok: boolean } => { try { return { ok: JSON.parse(text).kind === 'Session' }; } catch { return { ok: false }; } };
