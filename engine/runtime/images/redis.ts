/** docker.io/library/redis: starts, says so, and saves nothing. Its protocol is not modelled. */
import type { Command } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { execute, moments, signalQueue } from '../programs/run.ts';
import { debianUserland } from '../userland.ts';

const PORT = 6379;

const server = (version: string): Command => function* redisServer(context): Task<number> {
  const { clock, network } = context.machine;
  const signals = signalQueue(context, ['TERM', 'INT']);
  const { pid } = context.process;
  const say = (level: '*' | '#', text: string): void => { context.stdout.write(`${pid}:M ${moments(clock.now).redis} ${level} ${text}\n`); };
  const start = (text: string): void => { context.stdout.write(`${pid}:C ${moments(clock.now).redis} * ${text}\n`); };
  context.process.useMemory(8_500_000);
  const portAt = context.args.indexOf('--port');
  const port = portAt < 0 ? PORT : Number(context.args[portAt + 1] ?? PORT);
  start('oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo');
  start(`Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${pid}, just started`);
  if (context.args.length === 0) context.stdout.write(`${pid}:C ${moments(clock.now).redis} # Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf\n`);
  const close = network.listen(port, function* notHttp() { yield sleep(clock, 1); return { code: 400, headers: {}, body: '' }; });
  if (close === undefined) { say('#', `Warning: Could not create server TCP listening socket *:${port}: bind: Address already in use`); return 1; }
  try {
    say('*', 'monotonic clock: POSIX clock_gettime');
    say('*', `Running mode=standalone, port=${port}.`);
    say('*', 'Server initialized');
    say('*', 'Ready to accept connections tcp');
    const name = yield* signals.next();
    context.stdout.write(`${pid}:signal-handler (${Math.floor(clock.now / 1000)}) Received SIG${name} scheduling shutdown...\n`);
    yield sleep(clock, 80);
    say('*', 'User requested shutdown...');
    say('*', 'Saving the final RDB snapshot before exiting.');
    say('*', 'DB saved on disk');
    say('#', 'Redis is now ready to exit, bye bye...');
    return 0;
  } finally { close(); }
};
const entrypoint: Command = (context) => execute(context, context.args[0]?.startsWith('-') === true ? ['redis-server', ...context.args] : context.args);

export const redis: ImageModel = {
  repository: 'docker.io/library/redis',
  tags: {
    ...tagged({ version: '5.0.4', size: 35_600_000 }, '5.0.4', '5.0', '5'),
    ...tagged({ version: '6.2.19', size: 40_000_000 }, '6.2', '6', '6.0.5', '6.0'),
    ...tagged({ version: '7.4.5', size: 46_000_000 }, '7', '7.4', '7.2', '7.0'),
    ...tagged({ version: '8.2.1', size: 52_000_000 }, '8', '8.2', 'latest'),
    ...tagged({ version: '7.4.5', size: 17_500_000 }, '7-alpine', 'alpine', '6-alpine'),
  },
  build(version) {
    const { files, programs } = debianUserland({ '/data': { directory: 0o755 } });
    return {
      config: imageConfig({ entrypoint: ['docker-entrypoint.sh'], command: ['redis-server'], workingDirectory: '/data', environment: [['REDIS_VERSION', version]] }),
      files, memoryBytes: 500_000,
      programs: new Map([...programs, ['/usr/local/bin/redis-server', server(version)], ['/usr/local/bin/docker-entrypoint.sh', entrypoint]]),
    };
  },
};
