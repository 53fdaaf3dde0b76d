/** docker.io/library/wordpress: its first page, as far as its database answers. @k8s docs tutorials/stateful-application/mysql-wordpress-persistent-volume */
import type { Command, CommandContext } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { phpApache } from '../programs/phpApache.ts';
import { execute, textAnswer } from '../programs/run.ts';
import { MYSQL_PORT } from '../programs/sql/mysqlServer.ts';
import { askSql } from '../programs/sql/wire.ts';
import { debianUserland } from '../userland.ts';

const ROOT = '/var/www/html';
const COPY_MS = 1500;
const PAGE_CPU_MS = 25;
const page = (title: string, body: string): string => `<!DOCTYPE html>\n<html lang="en-US">\n<head>\n\t<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n\t<title>${title}</title>\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
const variable = ({ environment, machine }: CommandContext, name: string): string => {
  const file = environment.get(`${name}_FILE`);
  const content = file === undefined || machine.files.realPath(file) === undefined ? '' : machine.files.read(file);
  return environment.get(name) ?? (typeof content === 'string' ? content.trimEnd() : '');
};

function* databaseAnswers(context: CommandContext): Task<boolean> {
  const [host = '', port] = (variable(context, 'WORDPRESS_DB_HOST') || 'mysql').split(':');
  const reply = yield* askSql(context.machine.network, 'mysql', host, Number(port ?? MYSQL_PORT), {
    user: variable(context, 'WORDPRESS_DB_USER') || 'root', password: variable(context, 'WORDPRESS_DB_PASSWORD'), database: variable(context, 'WORDPRESS_DB_NAME') || 'wordpress', sql: 'SELECT 1',
  });
  return 'result' in reply && reply.result.kind === 'rows';
}

const apache = phpApache({
  server: 'Apache/2.4.65 (Debian)', memoryBytes: 42_000_000,
  *answer(context, request, work) {
    yield* work(PAGE_CPU_MS);
    const php = { 'X-Powered-By': `PHP/${context.environment.get('PHP_VERSION') ?? ''}` };
    if (!(yield* databaseAnswers(context))) return textAnswer(page('Database Error', '<div class="wp-die-message"><h1>Error establishing a database connection</h1></div>'), 500, 'text/html; charset=utf-8', php);
    if (request.path.startsWith('/wp-admin/install.php')) return textAnswer(page('WordPress &rsaquo; Installation', '<h1>Welcome</h1>\n<p>Not simulated in Peapod: the installation and what comes after it.</p>'), 200, 'text/html; charset=utf-8', php);
    return { code: 302, headers: { ...php, Location: `http://${request.headers['Host'] ?? request.host}/wp-admin/install.php`, 'Content-Type': 'text/html; charset=UTF-8', 'Content-Length': '0' }, body: '' };
  },
});

/** Copies WordPress into an empty directory: a volume, mostly. */
const entrypoint: Command = function* dockerEntrypoint(context): Task<number> {
  const { files, clock } = context.machine;
  if (context.args[0] === 'apache2-foreground' && files.realPath(`${ROOT}/index.php`) === undefined) {
    context.stderr.write(`WordPress not found in ${ROOT} - copying now...\n`);
    const left = files.list(ROOT);
    if (left.length > 0) context.stderr.write(`WARNING: ${ROOT} is not empty! (copying anyhow)\n`);
    yield sleep(clock, COPY_MS);
    for (const name of ['index.php', 'wp-login.php', 'wp-settings.php']) files.write(`${ROOT}/${name}`, '<?php\n');
    for (const name of ['wp-admin', 'wp-content', 'wp-includes']) files.makeDirectory(`${ROOT}/${name}`, { parents: true });
    context.stderr.write(`Complete! WordPress has been successfully copied to ${ROOT}\n`);
    const given = [...context.environment.keys()].filter((name) => name.startsWith('WORDPRESS_')).sort();
    if (given.length > 0) { context.stderr.write(`No 'wp-config.php' found in ${ROOT}, but 'WORDPRESS_...' variables supplied; copying 'wp-config-docker.php' (${given.join(' ')})\n`); files.write(`${ROOT}/wp-config.php`, '<?php\n'); }
  }
  return yield* execute(context, context.args);
};
const foreground: Command = (context) => execute(context, ['apache2', '-DFOREGROUND', ...context.args]);

export const wordpress: ImageModel = {
  repository: 'docker.io/library/wordpress',
  tags: `
    4.8 140000000 - 4.8-apache 4.8.3-apache
    6.2.1 219000000 debian-11 6.2.1-apache 6.2-apache
    6.8.3 252000000 debian-12 6.8-apache 6.8.3 6 latest apache php8.3-apache`,
  build() {
    const { files, programs } = debianUserland({ [ROOT]: { directory: 0o777 } }, ['curl']);
    return {
      config: imageConfig({ entrypoint: ['docker-entrypoint.sh'], command: ['apache2-foreground'], workingDirectory: ROOT, ports: [80], environment: [['PHP_VERSION', '8.3.26']] }), files, memoryBytes: 1_000_000,
      programs: new Map([...programs, ['/usr/local/bin/docker-entrypoint.sh', entrypoint], ['/usr/sbin/apache2', apache], ['/usr/local/bin/apache2-foreground', foreground]]),
    };
  },
};
