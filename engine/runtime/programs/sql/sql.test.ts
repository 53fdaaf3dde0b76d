import { config, createWorld, exec, logOf, sandbox, start, stateOf, type World } from '../../testWorld.ts';
import { createFiles } from '../../../script/index.ts';

type Running = { readonly world: World; readonly id: string; run(command: string): { code: number; out: string; errors: string } };
function server(image: string, environment: readonly (readonly [string, string])[], mounts: Parameters<typeof config>[0]['mounts'] = []): Running {
  const world = createWorld('full', [image]);
  const id = start(world, sandbox(world), config({ image, environment, mounts }));
  world.clock.advance(20_000);
  return { world, id, run: (command) => exec(world, id, ['bash', '-c', command]) };
}

describe('mysql', () => {
  it('does not start without a password', () => {
    const { world, id } = server('mysql:8.0', []);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 1 });
    expect(logOf(world, id)).toContain('Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n');
  });
  const mysql = server('mysql:8.0', [['MYSQL_ROOT_PASSWORD', 'pw'], ['MYSQL_DATABASE', 'shop']]);
  const m = (sql: string): string => `mysql -ppw -e "${sql}"`;
  it.each([
    ['mysqladmin ping -ppw', 'mysqld is alive\n', '', 0],
    [m('SELECT 1'), '1\n1\n', '', 0],
    [m('SELECT 1+1 AS two'), 'two\n2\n', '', 0],
    [m('SHOW DATABASES'), 'Database\ninformation_schema\nmysql\nperformance_schema\nshop\nsys\n', '', 0],
    [m('CREATE TABLE shop.t (id INT)'), '', 'ERROR 1046', 1],
    [m('USE shop; CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20) NOT NULL); INSERT INTO t (name) VALUES (\'a\'), (\'b\'); SELECT * FROM t;'), 'id\tname\n1\ta\n2\tb\n', '', 0],
    [m('SELECT COUNT(*) FROM shop.t'), 'COUNT(*)\n2\n', '', 0],
    ["mysql -ppw shop -e \"SELECT name FROM t WHERE id > 1 ORDER BY id DESC\"", 'name\nb\n', '', 0],
    ["mysql -ppw shop -te \"SELECT * FROM t WHERE name='a'\"", '+----+------+\n| id | name |\n+----+------+\n|  1 | a    |\n+----+------+\n', '', 0],
    ["mysql -ppw shop -e \"INSERT INTO t VALUES (1,'x')\"", '', "ERROR 1062 (23000) at line 1: Duplicate entry '1' for key 't.PRIMARY'", 1],
    ["echo \"UPDATE t SET name='z' WHERE id=1; SELECT name FROM t\" | mysql -ppw shop", 'name\nz\nb\n', '', 0],
    ["mysql -ppw shop -e 'DESCRIBE t'", "Field\tType\tNull\tKey\tDefault\tExtra\nid\tint\tNO\tPRI\tNULL\tauto_increment\nname\tvarchar(20)\tNO\t\tNULL\t\n", '', 0],
    [m('SELECT * FROM nowhere.t'), '', "ERROR 1146 (42S02) at line 1: Table 'nowhere.t' doesn't exist", 1],
    [m('USE nowhere'), '', "ERROR 1049 (42000) at line 1: Unknown database 'nowhere'", 1],
    [m('GRANT ALL ON *.* TO x'), '', 'ERROR 1235 (42000) at line 1: not simulated in Peapod: GRANT ALL ON *.* TO x', 1],
    [m('SELEC 1'), '', "ERROR 1064 (42000) at line 1: You have an error in your SQL syntax", 1],
    ["mysql -e 'SELECT 1'", '', "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)", 1],
    ["mysql -h nowhere -ppw -e 'SELECT 1'", '', "ERROR 2005 (HY000): Unknown MySQL server host 'nowhere' (-2)", 1],
  ])('%s', (command, out, errors, code) => {
    const result = mysql.run(command);
    expect(result).toMatchObject({ out, code });
    expect(result.errors.replace(/^.*insecure\.\n/, '')).toContain(errors);
  });
  it('keeps its data on a volume', () => {
    const volume = createFiles({ now: 0 });
    const mounts = [{ path: '/var/lib/mysql', files: volume, readOnly: false }];
    const first = server('mysql:8.0', [['MYSQL_ROOT_PASSWORD', 'pw']], mounts);
    first.run('mysql -ppw -e "CREATE DATABASE kept"');
    first.world.runtime.stopContainer(first.id, 30_000, () => undefined);
    first.world.clock.advance(5000);
    const second = server('mysql:8.0', [], mounts);
    expect(logOf(second.world, second.id)).not.toContain('Initializing database files');
    expect(second.run('mysql -ppw -Ne "SHOW DATABASES"').out).toContain('kept\n');
  });
});

describe('postgres', () => {
  it('does not start without a password', () => {
    const { world, id } = server('postgres:16', []);
    expect(stateOf(world, id)).toMatchObject({ state: 'exited', exitCode: 1 });
    expect(logOf(world, id)).toContain('Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value for the\n');
  });
  it('does not start in a directory with lost+found', () => {
    const volume = createFiles({ now: 0 });
    volume.makeDirectory('/lost+found');
    const { world, id } = server('postgres:16', [['POSTGRES_PASSWORD', 'x']], [{ path: '/var/lib/postgresql/data', files: volume, readOnly: false }]);
    expect(logOf(world, id)).toContain('initdb: error: directory "/var/lib/postgresql/data" exists but is not empty\ninitdb: detail: It contains a lost+found directory');
    expect(stateOf(world, id).exitCode).toBe(1);
  });
  const postgres = server('postgres:16', [['POSTGRES_PASSWORD', 'pw'], ['POSTGRES_DB', 'shop']]);
  const p = (sql: string): string => `psql -U postgres -d shop -c "${sql}"`;
  it.each([
    ['pg_isready -U postgres', '/var/run/postgresql:5432 - accepting connections\n', '', 0],
    ['pg_isready -h 127.0.0.1 -p 5433', '127.0.0.1:5433 - no response\n', '', 2],
    [p('SELECT 1'), ' ?column? \n----------\n        1\n(1 row)\n\n', '', 0],
    [p('CREATE TABLE t (id SERIAL PRIMARY KEY, name TEXT NOT NULL)'), 'CREATE TABLE\n', '', 0],
    [p("INSERT INTO t (name) VALUES ('ann'), ('bo')"), 'INSERT 0 2\n', '', 0],
    [p('SELECT * FROM t'), ' id | name \n----+------\n  1 | ann\n  2 | bo\n(2 rows)\n\n', '', 0],
    ['psql -U postgres shop -tAc "SELECT COUNT(*) FROM t"', '2\n', '', 0],
    [p("DELETE FROM t WHERE name='bo'"), 'DELETE 1\n', '', 0],
    [p('SELECT * FROM none'), '', 'ERROR:  relation "none" does not exist\nLINE 1: SELECT * FROM none\n                      ^\n', 1],
    [p("INSERT INTO t VALUES (1,'x')"), '', 'ERROR:  duplicate key value violates unique constraint "t_pkey"\nDETAIL:  Key (id)=(1) already exists.\n', 1],
    [p('VACUUM'), '', 'ERROR:  not simulated in Peapod: VACUUM\n', 1],
    ['psql -U postgres -d nowhere -c "SELECT 1"', '', 'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  database "nowhere" does not exist\n', 2],
    ['psql -h nowhere -U postgres -c "SELECT 1"', '', 'psql: error: could not translate host name "nowhere" to address: Name or service not known\n', 2],
    ['psql -c "SELECT 1"', '', 'FATAL:  role "root" does not exist\n', 2],
  ])('%s', (command, out, errors, code) => {
    const result = postgres.run(command);
    expect(result).toMatchObject({ out, code });
    expect(result.errors).toContain(errors);
  });
});
