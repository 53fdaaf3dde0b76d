import { createRegistry } from '../registry.ts';
import { config, createWorld, logOf, sandbox, start, stateOf } from '../testWorld.ts';

/** Ports on which an image answers, by the end of its repository. */
const SERVES: readonly (readonly [ending: string, port: number])[] = [['/nginx', 80], ['/httpd', 80], ['/kubernetes-bootcamp', 8080], ['/echoserver', 8080], ['/hello-app', 8080], ['/coredns', 8181]];

describe.each(['full', 'recorded'] as const)('an image of the %s world', (kind) => {
  const images = createRegistry(kind).images().filter(({ tags }) => tags.length > 0).map((image) => [`${image.repository}:${image.tags[0] ?? ''}`, image] as const);
  it.each(images)('%s starts, serves and stops', (name, image) => {
    const world = createWorld(kind, [name]);
    const box = sandbox(world);
    const id = start(world, box, config({ image: name }));
    expect(stateOf(world, id)).not.toMatchObject({ reason: 'StartError' });
    world.clock.advance(1000);
    const port = SERVES.find(([ending]) => image.repository.endsWith(ending))?.[1];
    let code = 200;
    if (port !== undefined) {
      const machine = world.runtime.machine(id);
      const asked = machine?.processes.fork(
        { command: ['client'], environment: new Map(), directory: '/', stdin: machine.processes.list()[0]?.streams.stdin as never, stdout: { write: () => true, close: () => undefined }, stderr: { write: () => true, close: () => undefined } },
        function* client(context) {
          const result = yield* context.machine.network.http({ method: 'GET', scheme: 'http', host: 'localhost', port, path: '/', headers: {}, body: '', timeoutMs: 3000 });
          return result.ok ? result.response.code : 0;
        });
      world.clock.advance(3000);
      code = asked?.running.result?.code ?? 0;
    }
    // An exit code has eight bits.
    expect(code).toBe(200);
    const running = stateOf(world, id).state === 'running';
    expect([running, logOf(world, id)]).toEqual([running, expect.not.stringMatching(/undefined|NaN|\[object/)]);
    world.runtime.stopContainer(id, 2000, () => undefined);
    world.clock.advance(3000);
    expect(stateOf(world, id).state).toBe('exited');
  });
  it('has a size, an id and unique names', () => {
    const names = images.flatMap(([, image]) => image.tags.map((tag) => `${image.repository}:${tag}`));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(images.map(([, image]) => image.id)).size).toBe(images.length);
    expect(images.every(([, image]) => image.size > 100_000 && /^sha256:[0-9a-f]{64}$/.test(image.id))).toBe(true);
  });
});
