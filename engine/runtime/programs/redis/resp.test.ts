/** Redis spoken to as bytes, from another pod and through a port-forward's socket. */
import { config, createWorld, exec, sandbox, start } from '../../testWorld.ts';
import { startTask } from '../../../time/index.ts';
import { parseCommand } from './resp.ts';

test.each([
  ['PING\r\n', ['PING'], ''], ['*2\r\n$3\r\nGET\r\n$1\r\na\r\nrest', ['GET', 'a'], 'rest'], ['*1\r\n$4\r\nPI', undefined, ''], ['SET a  1\nGET a\n', ['SET', 'a', '1'], 'GET a\n'], ['*1\r\n$2\r\n\xc3\xa9\r\n', ['é'], ''],
])('%j', (text, words, rest) => { expect(parseCommand(text)).toEqual(words === undefined ? undefined : { words, rest }); });

test('bytes both ways', () => {
  const world = createWorld('full', ['redis:7', 'busybox:1.36']);
  const box = sandbox(world, 'redis');
  const server = start(world, box, config({ image: 'redis:7' }));
  const other = start(world, sandbox(world, 'client'), config({ command: ['sleep', '1000'] }));
  world.clock.advance(2_000);
  expect(exec(world, other, ['sh', '-c', `printf 'SET a 1\\r\\nINCR a\\r\\nGET a\\r\\nGET b\\r\\nNOPE\\r\\nQUIT\\r\\n' | nc ${box.ip} 6379`]).out).toMatch(/^\+OK\r\n:2\r\n\$1\r\n2\r\n\$-1\r\n-ERR unknown command 'NOPE'.*\r\n\+OK\r\n$/);
  const stream = world.runtime.machine(server)?.network.openLocal?.(6379);
  const answer = startTask(world.clock, (function* () { return yield* stream?.input.read() ?? (function* () { return undefined; })(); })());
  stream?.output.write('*2\r\n$3\r\nGET\r\n$1\r\na\r\n');
  world.clock.advance(10);
  expect(answer.result).toBe('$1\r\n2\r\n');
});
