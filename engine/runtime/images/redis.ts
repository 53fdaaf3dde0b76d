/** docker.io/library/redis. */
import type { Command } from '../../script/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { redisCli } from '../programs/redis/client.ts';
import { redisServer } from '../programs/redis/server.ts';
import { execute } from '../programs/run.ts';
import { alpineUserland, debianUserland } from '../userland.ts';

const entrypoint: Command = (context) => execute(context, context.args[0]?.startsWith('-') === true || context.args[0]?.endsWith('.conf') === true ? ['redis-server', ...context.args] : context.args);

export const redis: ImageModel = {
  repository: 'docker.io/library/redis',
  tags: `
    5.0.4 35600000 - 5.0.4 5.0 5
    6.2.19 40000000 debian-12 6.2 6 6.0.5 6.0 6.2.19
    7.4.5 46000000 debian-12 7 7.4 7.2 7.0 7.4.5
    8.0.2 49800000 debian-12 8.0.2 8.0
    8.2.1 52000000 debian-12 8 8.2 8.2.1 latest
    7.4.5 17500000 alpine-3.21 7-alpine 6-alpine 7.4-alpine
    8.2.1 30400000 alpine-3.21 alpine 8-alpine`,
  build(version, tag) {
    const own = { '/data': { directory: 0o755 } };
    const { files, programs } = tag.includes('alpine') ? alpineUserland('3.21.5', own) : debianUserland(own);
    return {
      config: imageConfig({ entrypoint: ['docker-entrypoint.sh'], command: ['redis-server'], workingDirectory: '/data', ports: [6379], environment: [['REDIS_VERSION', version]] }),
      files, memoryBytes: 500_000,
      programs: new Map([...programs, ['/usr/local/bin/redis-server', redisServer(version)], ['/usr/local/bin/redis-cli', redisCli(version)], ['/usr/local/bin/docker-entrypoint.sh', entrypoint]]),
    };
  },
};
