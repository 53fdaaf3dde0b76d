import { createClock, createRandom } from '../time/index.ts';
import { createImageStore, type ImageStore } from './imageStore.ts';
import { createRegistry } from './registry.ts';
import type { PullResult } from './types.ts';

function createWorld(world: 'full' | 'recorded', present: readonly string[] = []) {
  const clock = createClock(0);
  const store = createImageStore({ clock, random: createRandom('images'), node: 'node01', registry: createRegistry(world), present });
  const pull = (name: string): { result: PullResult; ms: number } => {
    const before = clock.now;
    let result: PullResult | undefined;
    store.pull(name, (got) => { result = got; });
    clock.runUntil(() => result !== undefined, 600_000);
    return { result: result as PullResult, ms: clock.now - before }; // it was waited for
  };
  return { clock, store, pull };
}
const nameOf = (store: ImageStore, image: string): string | undefined => { const status = store.status(image); return status === undefined || 'invalid' in status ? undefined : status.name; };

describe('pulling', () => {
  it.each([
    ['recorded', 'nginx:1.161', 'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:1.161": failed to resolve image: docker.io/library/nginx:1.161: not found'],
    ['recorded', 'nosuchimage', 'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nosuchimage:latest": failed to resolve image: docker.io/library/nosuchimage:latest: not found'],
    ['recorded', 'registry.nowhere.example/team/web:1.0', 'failed to pull and unpack image "registry.nowhere.example/team/web:1.0": failed to resolve image: failed to do request: Head "https://registry.nowhere.example/v2/team/web/manifests/1.0": dial tcp: lookup registry.nowhere.example on 172.30.0.1:53: no such host'],
    ['full', 'ngnix', 'failed to pull and unpack image "docker.io/library/ngnix:latest": failed to resolve image: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'],
    ['full', 'nginx:0.0.0', 'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:0.0.0": failed to resolve image: docker.io/library/nginx:0.0.0: not found'],
  ] as const)('in the %s world, %s fails', (world, name, message) => {
    expect(createWorld(world).pull(name).result).toEqual({ ok: false, reason: 'ErrImagePull', message });
  });
  it('takes time by size once, and little after that', () => {
    const { pull } = createWorld('full');
    const first = pull('nginx:1.14.2');
    const again = pull('nginx:1.14.2');
    expect(first.ms).toBeGreaterThan(3000);
    expect(first.ms).toBeLessThan(6000);
    expect(again.ms).toBeLessThan(1200);
    expect(first.result).toMatchObject({ ok: true, pullMs: first.ms, image: { name: 'docker.io/library/nginx:1.14.2', size: 44_710_204 } });
  });
  it('is done one image after the other', () => {
    const { clock, store } = createWorld('full');
    const ends: [string, number, number | undefined][] = [];
    for (const name of ['nginx:1.14.2', 'busybox:1.36']) store.pull(name, (result) => ends.push([name, clock.now, result.ok ? result.pullMs : undefined]));
    clock.advance(60_000);
    expect(ends.map(([name]) => name)).toEqual(['nginx:1.14.2', 'busybox:1.36']);
    expect(ends[1]?.[1]).toBe((ends[0]?.[1] ?? 0) + (ends[1]?.[2] ?? 0));
  });
});

describe('names', () => {
  it('of one image: the first stands for it', () => {
    const { store, pull } = createWorld('recorded', createRegistry('recorded').preloaded());
    expect(nameOf(store, 'busybox:1.36')).toBe('docker.io/library/busybox:1.28');
    expect(nameOf(store, 'nginx')).toBe('docker.io/library/nginx:1.27');
    expect(store.status('busybox:9.9')).toBeUndefined();
    expect(store.status('Nginx:1.25')).toEqual({ invalid: 'invalid reference format: repository name (library/Nginx) must be lowercase' });
    expect(pull('busybox:latest')).toMatchObject({ result: { ok: true, image: { size: 770_418, repoDigest: 'docker.io/library/busybox@sha256:78d16e0d08b88ebcdae8fe77814a38e0bb4000f64fb556b7046caa0161d54a71' } } });
    expect(pull('busybox:latest').ms).toBeLessThan(50);
  });
});
