/** docker.io/library/nginx. */
import { sleep } from '../../time/index.ts';
import { asItsArguments, steadily } from '../asleep/steady.ts';
import { execute } from '../programs/run.ts';
import { nginxProgram } from '../programs/nginx/program.ts';
import { imageConfig, type FileEntry, type ImageBuild, type ImageModel } from '../image.ts';
import { alpineUserland, debianUserland } from '../userland.ts';
import { curl } from '../../script/index.ts';

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
const siteOn = (port: number): string => `server {
    listen       ${port};
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

const entrypoint = (version: string): ReturnType<typeof nginxProgram> => steadily(function* dockerEntrypoint(context: Parameters<ReturnType<typeof nginxProgram>>[0]): ReturnType<ReturnType<typeof nginxProgram>> {
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
}, asItsArguments);

type Variant = {
  /** Port of the site that comes with it. */
  readonly port?: number;
  readonly site?: string;
  readonly user?: string;
  readonly alpine: boolean;
};

function buildNginx(version: string, { port = 80, site = siteOn(port), user = '', alpine }: Variant): ImageBuild {
  const modern = minor(version) >= 19;
  const notices = minor(version) >= 21;
  const pid = user !== '' ? '/tmp/nginx.pid' : modern ? '/run/nginx.pid' : '/var/run/nginx.pid';
  const program = nginxProgram({
    version, notices, builtBy: notices ? (alpine ? 'gcc 14.2.0 (Alpine 14.2.0)' : 'gcc 12.2.0 (Debian 12.2.0-14+deb12u1)') : undefined, logFormat: 'main', workers: modern ? 2 : 1, root: '/etc/nginx/html', openFiles: 1_048_576,
    writes: { cache: user === '' ? '/var/cache/nginx' : '/tmp', pid },
  });
  const files: { readonly [path: string]: FileEntry } = {
    '/etc/nginx/nginx.conf': mainConfig(notices ? 'notice' : 'warn', modern ? 'auto' : '1', pid),
    '/etc/nginx/conf.d/default.conf': site, '/etc/nginx/mime.types': 'types {\n    text/html  html htm shtml;\n}\n',
    '/usr/share/nginx/html/index.html': WELCOME, '/usr/share/nginx/html/50x.html': ERROR_PAGE,
    '/usr/sbin/nginx': { content: { zeros: 1_400_000 }, mode: 0o755 }, '/var/cache/nginx': { directory: 0o755 },
    '/var/log/nginx': { directory: 0o755 }, '/var/log/nginx/access.log': { link: '/dev/stdout' }, '/var/log/nginx/error.log': { link: '/dev/stderr' },
    ...(modern ? { [ENTRYPOINT]: { content: '#!/bin/sh\n', mode: 0o755 }, '/docker-entrypoint.d': { directory: 0o755 } } : {}),
  };
  const userland = alpine ? alpineUserland('3.22.2', files) : debianUserland(files, modern ? ['curl'] : []);
  const passwd = userland.files['/etc/passwd'];
  const group = userland.files['/etc/group'];
  return {
    config: imageConfig({
      entrypoint: modern ? [ENTRYPOINT] : [], command: ['nginx', '-g', 'daemon off;'], stopSignal: modern ? 'QUIT' : 'TERM', ports: [port], user,
      environment: [['NGINX_VERSION', version], ['NJS_VERSION', modern ? '0.8.4' : '1.14.2.0.2.6-1~stretch']],
    }),
    files: { ...userland.files, '/etc/passwd': `${typeof passwd === 'string' ? passwd : ''}nginx:x:101:101:nginx user:/nonexistent:/bin/false\n`, '/etc/group': `${typeof group === 'string' ? group : ''}nginx:x:101:\n` }, memoryBytes: 1_200_000,
    programs: new Map([...userland.programs, ...(alpine && modern ? [['/usr/bin/curl', curl] as const] : []), ['/usr/sbin/nginx', program], ...(modern ? [[ENTRYPOINT, entrypoint(version)] as const] : [])]),
  };
}

/** Compressed sizes as on Docker Hub, linux/amd64. */
const TAGS = `
  1.7.9 39941000 - 1.7.9 1.7
  1.8.1 50100000 - 1.8 1.8.1
  1.9.1 50200000 - 1.9.1
  1.10.3 71900000 - 1.10 1.10.3
  1.12.2 43700000 - 1.12 1.12.2
  1.14.0 44700000 - 1.14.0
  1.14.2 44710204 - 1.14.2 1.14
  1.15.12 44760000 - 1.15.12 1.15
  1.16.0 44780000 - 1.16.0
  1.16.1 51030575 - 1.16.1 1.16
  1.17.10 51030000 - 1.17.10 1.17
  1.18.0 53600000 - 1.18.0 1.18
  1.19.10 53740000 - 1.19.10 1.19
  1.20.2 56700000 debian-11 1.20.2 1.20
  1.21.6 56746739 debian-11 1.21.6 1.21 1.21.1
  1.22.1 56900000 debian-11 1.22.1 1.22
  1.23.4 57000000 debian-11 1.23.4 1.23
  1.23.4 16700000 alpine-3.17 1.23-alpine 1.23.4-alpine
  1.24.0 57100000 debian-11 1.24.0 1.24
  1.25.5 71005258 debian-12 1.25.5 1.25 1.25.0 1.25.1 1.25.2 1.25.3 1.25.4
  1.26.3 72190000 debian-12 1.26.3 1.26
  1.27.5 72404038 debian-12 1.27.5 1.27 1.27.0 1.27.1 1.27.2 1.27.3 1.27.4
  1.28.0 72223946 debian-12 1.28.0 1.28 stable
  1.29.3 59774010 debian-13 1.29.3 1.29 1 latest mainline
  1.29.3 22560000 alpine alpine 1.29-alpine 1.29.3-alpine 1-alpine mainline-alpine
  1.27.5 21700000 alpine-3.21 1.27-alpine 1.27.5-alpine
  1.28.0 21900000 alpine-3.21 stable-alpine 1.28-alpine
  1.25.5 17900000 alpine-3.19 1.25-alpine 1.25.5-alpine
  1.21.6 9950000 - 1.21-alpine 1.21.6-alpine
  1.14.2 6270000 - 1.14-alpine 1.14.2-alpine
  1.16.1 6650000 - 1.16-alpine 1.16.1-alpine`;
const isAlpine = (tag: string): boolean => tag.includes('alpine');
/** In front of the service `hello`. @k8s docs tasks/access-application-cluster/connecting-frontend-backend */
const FRONTEND = 'upstream Backend {\n    server hello;\n}\n\nserver {\n    listen 80;\n\n    location / {\n        proxy_pass http://Backend;\n    }\n}\n';

export const nginx: ImageModel = { repository: 'docker.io/library/nginx', tags: TAGS, build: (version, tag) => buildNginx(version, { alpine: isAlpine(tag) }) };
export const nginxRelatives: readonly ImageModel[] = [
  { repository: 'registry.k8s.io/nginx-slim', tags: '1.9.11 43000000 - 0.8\n1.21.6 44900000 - 0.21\n1.23.4 45100000 - 0.24 0.25 0.26\n1.25.5 45300000 - 0.27', build: (version) => buildNginx(version, { alpine: false }) },
  { repository: 'registry.k8s.io/e2e-test-images/nginx', tags: '1.14.2 6980000 - 1.14-1 1.14-2 1.14-4\n1.15.12 7010000 - 1.15-1 1.15-2 1.15-4', build: (version) => buildNginx(version, { alpine: true }) },
  ...['docker.io/nginxinc/nginx-unprivileged', 'quay.io/nginx/nginx-unprivileged'].map((repository): ImageModel => ({
    repository, tags: '1.29.3 59900000 debian-13 latest 1.29 1.29.3\n1.27.5 72500000 debian-12 1.27\n1.25.5 71100000 debian-12 1.25\n1.29.3 22700000 alpine alpine 1.29-alpine',
    build: (version, tag) => buildNginx(version, { alpine: isAlpine(tag), port: 8080, user: '101' }),
  })),
  { repository: 'gcr.io/google-samples/hello-frontend', tags: '1.14.2 44800000 - 1.0', build: (version) => buildNginx(version, { alpine: false, site: FRONTEND }) },
];
