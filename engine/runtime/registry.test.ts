import { createClock, createRandom } from '../time/index.ts';
import { createImageStore, type ImageStore } from './imageStore.ts';
import { createRegistry, type Registry } from './registry.ts';
import { REGISTRY_ACCOUNT } from './accounts.ts';
import type { Account } from './image.ts';
import type { PullResult } from './types.ts';

type World = { readonly registry: Registry; readonly store: ImageStore; pull(name: string, accounts?: readonly Account[]): PullResult; readonly now: () => number };
function createWorld(): World {
  const clock = createClock(0);
  const registry = createRegistry('full');
  const store = createImageStore({ clock, random: createRandom('images'), node: 'node01', registry, present: [] });
  return {
    registry, store, now: () => clock.now,
    pull(name, accounts) {
      let result: PullResult | undefined;
      store.pull(name, (got) => { result = got; }, accounts);
      clock.runUntil(() => result !== undefined, 600_000);
      return result as PullResult; // it was waited for
    },
  };
}
const messageOf = (result: PullResult): string => (result.ok ? 'pulled' : result.message);
const APP = 'registry.example.com/team/app:1.0';
const HEAD = `failed to pull and unpack image "${APP}": failed to resolve image: `;
const TOKEN = 'https://registry.example.com/service/token?scope=repository%3Ateam%2Fapp%3Apull&service=harbor-registry';
const WRONG: Account = { username: 'learner', password: 'wrong' };
const STRANGER: Account = { username: 'nobody', password: 'x' };
const JANE: Account = { username: 'janedoe', password: 'xxxxxxxxxxx' };

describe('a private image', () => {
  const anonymous = `${HEAD}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to ${TOKEN}: 401 Unauthorized`;
  const oauth = `${HEAD}failed to authorize: failed to fetch oauth token: unexpected status from GET request to ${TOKEN}: 401 Unauthorized`;
  const denied = 'failed to pull and unpack image "docker.io/janedoe/jdoe-private:v1": failed to resolve image: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
  it.each<readonly [string, readonly Account[] | undefined, string]>([
    [APP, undefined, anonymous], [APP, [], anonymous], [APP, [WRONG], oauth], [APP, [REGISTRY_ACCOUNT], 'pulled'], [APP, [WRONG, REGISTRY_ACCOUNT], 'pulled'], [APP, [WRONG, STRANGER], oauth],
    ['registry.example.com/team/none:1.0', [REGISTRY_ACCOUNT], 'rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/team/none:1.0": failed to resolve image: registry.example.com/team/none:1.0: not found'],
    ['janedoe/jdoe-private:v1', undefined, denied], ['janedoe/jdoe-private:v1', [STRANGER], denied], ['janedoe/jdoe-private:v1', [JANE], 'pulled'],
    ['janedoe/jdoe-private:v1', [STRANGER, { ...JANE, password: 'y' }], `[${denied}, failed to pull and unpack image "docker.io/janedoe/jdoe-private:v1": failed to resolve image: failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=repository%3Ajanedoe%2Fjdoe-private%3Apull&service=registry.docker.io: 401 Unauthorized]`],
    ['nginx:1.27', [STRANGER], 'pulled'],
  ])('%s with %j: %s', (name, accounts, message) => { expect(messageOf(createWorld().pull(name, accounts))).toBe(message); });
});

describe('a registry in trouble', () => {
  it.each([
    ['unavailable', 'docker.io', 'failed to pull and unpack image "docker.io/library/nginx:1.27": failed to resolve image: unexpected status from HEAD request to https://registry-1.docker.io/v2/library/nginx/manifests/1.27: 503 Service Unavailable'],
    ['unreachable', '*', 'failed to pull and unpack image "docker.io/library/nginx:1.27": failed to resolve image: failed to do request: Head "https://registry-1.docker.io/v2/library/nginx/manifests/1.27": dial tcp 203.0.113.10:443: i/o timeout'],
    ['unavailable', 'quay.io', 'pulled'],
  ] as const)('%s at %s', (trouble, host, message) => {
    const world = createWorld();
    world.registry.setTrouble(host, trouble);
    expect(messageOf(world.pull('nginx:1.27'))).toBe(message);
    world.registry.setTrouble(host, undefined);
    expect(messageOf(world.pull('nginx:1.27'))).toBe('pulled');
  });
  it('that counts pulls refuses strangers only', () => {
    const world = createWorld();
    world.registry.setTrouble('docker.io', 'rate-limited');
    expect(messageOf(world.pull('nginx:1.27'))).toMatch(/^failed to pull and unpack image "docker\.io\/library\/nginx:1\.27": failed to copy: httpReadSeeker: failed open: unexpected status from GET request to https:\/\/registry-1\.docker\.io\/v2\/library\/nginx\/manifests\/sha256:[0-9a-f]{64}: 429 Too Many Requests\ntoomanyrequests: You have reached your unauthenticated pull rate limit\. https:\/\/www\.docker\.com\/increase-rate-limit$/);
    expect(messageOf(world.pull('nginx:1.27', [STRANGER]))).toBe('pulled');
    expect(messageOf(world.pull('registry.k8s.io/pause:3.10'))).toBe('pulled');
  });
});

describe('names and layers', () => {
  it.each([
    ['k8s.gcr.io/pause:3.9', 'registry.k8s.io/pause:3.9'], ['registry.aliyuncs.com/google_containers/pause:3.9', 'registry.k8s.io/pause:3.9'], ['docker.m.daocloud.io/library/nginx:1.27', 'nginx:1.27'], ['gcr.io/google_samples/gb-frontend:v5', 'gcr.io/google-samples/gb-frontend:v5'],
  ])('%s is %s', (mirror, original) => {
    const world = createWorld();
    const [a, b] = [world.pull(mirror), world.pull(original)];
    expect(a.ok && b.ok && a.image.id === b.image.id).toBe(true);
    expect(a.ok && a.image.repoDigest.split('@')[0]).toBe(mirror.split(':')[0]);
  });
  it('a wrong digest is not found, and the right one is', () => {
    const world = createWorld();
    const first = world.pull('nginx:1.27');
    const digest = first.ok ? first.image.repoDigest : '';
    expect(createWorld().pull(digest)).toMatchObject({ ok: true });
    const wrong = `docker.io/library/nginx@sha256:${'0'.repeat(64)}`;
    expect(messageOf(world.pull(wrong))).toBe(`rpc error: code = NotFound desc = failed to pull and unpack image "${wrong}": failed to resolve image: ${wrong}: not found`);
  });
  it('images on one base share its layer: on the disk, and in the time that a pull takes', () => {
    const world = createWorld();
    const alone = createWorld();
    world.pull('debian:12-slim');
    const before = [world.store.bytes(), world.now()] as const;
    const shared = world.pull('postgres:16');
    const full = alone.pull('postgres:16');
    expect(world.store.bytes() - before[0]).toBe(alone.store.bytes() - Math.round(28_230_000 * 2.6));
    expect(shared.ok && full.ok && (full.pullMs ?? 0) - (shared.pullMs ?? 0)).toBeGreaterThan(1500);
    world.store.remove('postgres:16');
    expect(world.store.bytes()).toBe(before[0]);
  });
  it('a pull shows how far it is', () => {
    const clock = createClock(0);
    const store = createImageStore({ clock, random: createRandom('x'), node: 'n', registry: createRegistry('full'), present: [] });
    store.pull('nginx:1.27', () => undefined);
    clock.advance(4000);
    expect(store.progress()).toMatchObject({ image: 'docker.io/library/nginx:1.27', totalBytes: 72_404_038 });
    expect((store.progress()?.doneBytes ?? 0) / 72_404_038).toBeGreaterThan(0.3);
    clock.advance(20_000);
    expect(store.progress()).toBeUndefined();
  });
});
