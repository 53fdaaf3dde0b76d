/** docker.io/library/nginx. */
import { sleep } from '../../time/index.ts';
import { execute } from '../programs/run.ts';
import { nginxProgram } from '../programs/nginx/program.ts';
import { imageConfig, tagged, type FileEntry, type ImageModel } from '../image.ts';
import { debianUserland } from '../userland.ts';

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>
</body>
</html>
`;
const ERROR_PAGE = '<!DOCTYPE html>\n<html>\n<head>\n<title>Error</title>\n</head>\n<body>\n<h1>An error occurred.</h1>\n</body>\n</html>\n';

const mainConfig = (level: string, workers: string, pid: string): string => `
user  nginx;
worker_processes  ${workers};

error_log  /var/log/nginx/error.log ${level};
pid        ${pid};


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`;
const SITE = `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;
const ENTRYPOINT = '/docker-entrypoint.sh';
/** What the four scripts take. */
const SCRIPTS_MS = 40;
const STEPS = [
  'Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh',
  'Sourcing /docker-entrypoint.d/15-local-resolvers.envsh',
  'Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
  'Launching /docker-entrypoint.d/30-tune-worker-processes.sh',
];

const minor = (version: string): number => Number(version.split('.')[1] ?? '0');

const entrypoint = (version: string) => function* dockerEntrypoint(context: Parameters<ReturnType<typeof nginxProgram>>[0]): ReturnType<ReturnType<typeof nginxProgram>> {
  const say = (text: string): void => { context.stdout.write(`${text}\n`); };
  if (context.args[0] === 'nginx' || context.args[0] === 'nginx-debug') {
    say(`${ENTRYPOINT}: /docker-entrypoint.d/ is not empty, will attempt to perform configuration`);
    say(`${ENTRYPOINT}: Looking for shell scripts in /docker-entrypoint.d/`);
    for (const step of STEPS) {
      if (step.startsWith('Sourcing') && minor(version) < 23) continue;
      say(`${ENTRYPOINT}: ${step}`);
      if (!step.includes('10-listen')) continue;
      const changed = context.machine.files.stat('/etc/nginx/conf.d/default.conf') === undefined;
      say(changed ? '10-listen-on-ipv6-by-default.sh: info: /etc/nginx/conf.d/default.conf is not a file or does not exist' : '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf');
      if (!changed) say('10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf');
    }
    yield sleep(context.machine.clock, SCRIPTS_MS);
    say(`${ENTRYPOINT}: Configuration complete; ready for start up`);
  }
  return yield* execute(context, context.args);
};

/** Compressed sizes as on Docker Hub, linux/amd64. */
const at = (version: string, size: number): { readonly version: string; readonly size: number } => ({ version, size });

export const nginx: ImageModel = {
  repository: 'docker.io/library/nginx',
  tags: {
    ...tagged(at('1.7.9', 39_941_000), '1.7.9', '1.7'),
    ...tagged(at('1.14.0', 44_700_000), '1.14.0'),
    ...tagged(at('1.14.2', 44_710_204), '1.14.2', '1.14'),
    ...tagged(at('1.15.12', 44_760_000), '1.15.12', '1.15'),
    ...tagged(at('1.16.0', 44_780_000), '1.16.0'),
    ...tagged(at('1.16.1', 51_030_575), '1.16.1', '1.16'),
    ...tagged(at('1.17.10', 51_030_000), '1.17.10', '1.17'),
    ...tagged(at('1.18.0', 53_600_000), '1.18.0', '1.18'),
    ...tagged(at('1.19.10', 53_740_000), '1.19.10', '1.19'),
    ...tagged(at('1.20.2', 56_700_000), '1.20.2', '1.20'),
    ...tagged(at('1.21.6', 56_746_739), '1.21.6', '1.21'),
    ...tagged(at('1.22.1', 56_900_000), '1.22.1', '1.22'),
    ...tagged(at('1.23.4', 57_000_000), '1.23.4', '1.23', '1.23-alpine'),
    ...tagged(at('1.24.0', 57_100_000), '1.24.0', '1.24'),
    ...tagged(at('1.25.5', 71_005_258), '1.25.5', '1.25', '1.25.0', '1.25.1', '1.25.2', '1.25.3', '1.25.4'),
    ...tagged(at('1.26.3', 72_190_000), '1.26.3', '1.26'),
    ...tagged(at('1.27.5', 72_404_038), '1.27.5', '1.27', '1.27.0', '1.27.1', '1.27.2', '1.27.3', '1.27.4'),
    ...tagged(at('1.28.0', 72_223_946), '1.28.0', '1.28', 'stable'),
    ...tagged(at('1.29.3', 59_774_010), '1.29.3', '1.29', 'latest', 'mainline'),
    ...tagged(at('1.29.3', 22_560_000), 'alpine', '1.29-alpine', '1.29.3-alpine'),
    ...tagged(at('1.27.5', 21_700_000), '1.27-alpine', '1.27.5-alpine'),
    ...tagged(at('1.28.0', 21_900_000), 'stable-alpine', '1.28-alpine'),
    ...tagged(at('1.25.5', 17_900_000), '1.25-alpine', '1.25.5-alpine'),
    ...tagged(at('1.14.2', 6_270_000), '1.14-alpine', '1.14.2-alpine'),
    ...tagged(at('1.16.1', 6_650_000), '1.16-alpine', '1.16.1-alpine'),
  },
  build(version) {
    const modern = minor(version) >= 19;
    const notices = minor(version) >= 21;
    const program = nginxProgram({
      version, notices, builtBy: notices ? 'gcc 12.2.0 (Debian 12.2.0-14+deb12u1)' : undefined, logFormat: 'main', workers: modern ? 2 : 1, root: '/etc/nginx/html', openFiles: 1_048_576,
      writes: { cache: '/var/cache/nginx', pid: modern ? '/run/nginx.pid' : '/var/run/nginx.pid' },
    });
    const files: { readonly [path: string]: FileEntry } = {
      '/etc/nginx/nginx.conf': mainConfig(notices ? 'notice' : 'warn', modern ? 'auto' : '1', modern ? '/run/nginx.pid' : '/var/run/nginx.pid'),
      '/etc/nginx/conf.d/default.conf': SITE, '/etc/nginx/mime.types': 'types {\n    text/html  html htm shtml;\n}\n',
      '/usr/share/nginx/html/index.html': WELCOME, '/usr/share/nginx/html/50x.html': ERROR_PAGE,
      '/usr/sbin/nginx': { content: { zeros: 1_400_000 }, mode: 0o755 }, '/var/cache/nginx': { directory: 0o755 },
      '/var/log/nginx': { directory: 0o755 }, '/var/log/nginx/access.log': { link: '/dev/stdout' }, '/var/log/nginx/error.log': { link: '/dev/stderr' },
      ...(modern ? { [ENTRYPOINT]: { content: '#!/bin/sh\n', mode: 0o755 }, '/docker-entrypoint.d': { directory: 0o755 } } : {}),
    };
    const userland = debianUserland(files, modern ? ['curl'] : []);
    return {
      config: imageConfig({
        entrypoint: modern ? [ENTRYPOINT] : [], command: ['nginx', '-g', 'daemon off;'], stopSignal: modern ? 'QUIT' : 'TERM',
        environment: [['NGINX_VERSION', version], ['NJS_VERSION', modern ? '0.8.4' : '1.14.2.0.2.6-1~stretch']],
      }),
      files: userland.files, memoryBytes: 1_200_000,
      programs: new Map([...userland.programs, ['/usr/sbin/nginx', program], ...(modern ? [[ENTRYPOINT, entrypoint(version)] as const] : [])]),
    };
  },
};
