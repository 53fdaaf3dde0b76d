/** The guestbook of the documentation's tutorial: a front in PHP, and replicas of its redis. @k8s docs tutorials/stateless-application/guestbook */
import type { CommandContext, HttpResponse } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { apacheNotFound, phpApache } from '../programs/phpApache.ts';
import { redisCli } from '../programs/redis/client.ts';
import { redisServer } from '../programs/redis/server.ts';
import { ask, REDIS_PORT } from '../programs/redis/wire.ts';
import { execute, htmlAnswer, textAnswer } from '../programs/run.ts';
import { debianUserland } from '../userland.ts';

const PAGE = '<html ng-app="redis">\n  <head>\n    <title>Guestbook</title>\n  </head>\n  <body ng-controller="RedisCtrl">\n    <div style="width: 50%; margin-left: 20px">\n      <h2>Guestbook</h2>\n    </div>\n  </body>\n</html>\n';
const PAGE_CPU_MS = 8;

function* redis({ machine, environment }: CommandContext, role: 'LEADER' | 'FOLLOWER', words: readonly string[]): Task<string | undefined> {
  const host = environment.get('GET_HOSTS_FROM') === 'env' ? environment.get(`REDIS_${role}_SERVICE_HOST`) ?? '' : `redis-${role.toLowerCase()}`;
  const answer = yield* ask(machine.network, host, REDIS_PORT, { words, password: '' });
  if (!answer.ok) return undefined;
  return typeof answer.reply === 'string' ? answer.reply : '';
}
function* guestbookPhp(context: CommandContext, query: URLSearchParams): Task<HttpResponse> {
  const key = query.get('key') ?? 'messages';
  const set = query.get('cmd') === 'set';
  const value = set ? yield* redis(context, 'LEADER', ['SET', key, query.get('value') ?? '']) : yield* redis(context, 'FOLLOWER', ['GET', key]);
  // Predis throws, and PHP answers with nothing.
  if (value === undefined) return textAnswer('', 500, 'text/html; charset=UTF-8');
  return textAnswer(JSON.stringify(set ? { message: 'Updated' } : { data: value }), 200, 'application/json');
}
const apache = phpApache({
  server: 'Apache/2.4.38 (Debian)', memoryBytes: 16_000_000,
  *answer(context, request, work) {
    yield* work(PAGE_CPU_MS);
    const [path = '/', query = ''] = request.path.split('?');
    if (path === '/guestbook.php') return yield* guestbookPhp(context, new URLSearchParams(query));
    return path === '/' || path === '/index.html' ? htmlAnswer(PAGE) : apacheNotFound();
  },
});

export const guestbookImages: readonly ImageModel[] = [
  {
    repository: 'gcr.io/google-samples/gb-frontend', tags: '4 150000000 - v4\n5 171000000 - v5',
    build() {
      const { files, programs } = debianUserland({ '/var/www/html/index.html': PAGE, '/var/www/html/guestbook.php': '<?php\n' });
      return {
        config: imageConfig({ command: ['apache2-foreground'], workingDirectory: '/var/www/html', ports: [80], environment: [['GET_HOSTS_FROM', 'dns']] }), files, memoryBytes: 1_000_000,
        programs: new Map([...programs, ['/usr/sbin/apache2', apache], ['/usr/local/bin/apache2-foreground', (context) => execute(context, ['apache2', '-DFOREGROUND'])]]),
      };
    },
  },
  ...[['gb-redis-follower', 'leader'], ['gb-redisslave', 'master']].map(([name = '', primary = '']): ImageModel => ({
    repository: `gcr.io/google-samples/${name}`, tags: '5.0.4 40900000 - v1 v2 v3',
    build(version) {
      const { files, programs } = debianUserland({ '/data': { directory: 0o755 } });
      return {
        config: imageConfig({ command: ['/bin/sh', '-c', '/run.sh'], workingDirectory: '/data', ports: [6379], environment: [['GET_HOSTS_FROM', 'dns']] }), files, memoryBytes: 500_000,
        programs: new Map([...programs, ['/usr/local/bin/redis-server', redisServer(version)], ['/usr/local/bin/redis-cli', redisCli(version)],
          ['/run.sh', (context) => execute(context, ['redis-server', '--replicaof', context.environment.get('GET_HOSTS_FROM') === 'env' ? context.environment.get(`REDIS_${primary.toUpperCase()}_SERVICE_HOST`) ?? '' : `redis-${primary}`, '6379'])]]),
      };
    },
  })),
];
