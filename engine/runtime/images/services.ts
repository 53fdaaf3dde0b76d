/** Services of courses and charts that only have to be there: they start, listen, say so, and stop. */
import type { CommandContext } from '../../script/index.ts';
import type { ImageModel } from '../image.ts';
import { idleServer, silentClient, type IdleServer } from '../programs/idleServer.ts';
import { moments } from '../programs/run.ts';
import { appImage } from './appImage.ts';

type Service = IdleServer & {
  readonly repository: string; readonly tags: string; readonly path: string; readonly on?: 'alpine' | 'debian' | 'bare'; readonly clients?: readonly string[];
  readonly command?: readonly string[]; readonly user?: string;
};
const iso = ({ machine }: CommandContext): string => new Date(machine.clock.now).toISOString();
const mongoLine = (context: CommandContext, component: string, id: number, text: string, attributes = ''): string =>
  `{"t":{"$date":"${iso(context).replace('Z', '+00:00')}"},"s":"I",  "c":"${component.padEnd(8)}", "id":${id}, "ctx":"listener","msg":"${text}"${attributes}}\n`;

const SERVICES: readonly Service[] = [
  {
    repository: 'docker.io/library/memcached', tags: '1.6.39 31000000 debian-12 1 1.6 1.6.39 latest\n1.6.39 5000000 alpine alpine 1-alpine', path: '/usr/local/bin/memcached', on: 'debian',
    ports: [11_211], memoryBytes: 3_500_000, startMs: 20, ready: () => '', stop: () => 'Signal handled: Terminated.\n', stream: 'stderr', user: '11211',
  },
  {
    repository: 'docker.io/library/mongo', tags: '4.4.29 163000000 - 4 4.4 4.2 4.0\n5.0.31 246000000 - 5 5.0\n6.0.26 271000000 - 6 6.0\n7.0.24 287000000 - 7 7.0\n8.0.14 337000000 - 8 8.0 latest', path: '/usr/bin/mongod', on: 'debian', clients: ['/usr/bin/mongosh', '/usr/bin/mongo'],
    ports: [27_017], memoryBytes: 165_000_000, millicores: 6, startMs: 1500, command: ['mongod'],
    ready: (context) => mongoLine(context, 'NETWORK', 23_015, 'Listening on', ',"attr":{"address":"0.0.0.0"}') + mongoLine(context, 'NETWORK', 23_016, 'Waiting for connections', ',"attr":{"port":27017,"ssl":"off"}'),
    stop: (context) => mongoLine(context, 'CONTROL', 23_377, 'Received signal', ',"attr":{"signal":15,"error":"Terminated"}') + mongoLine(context, 'CONTROL', 23_138, 'Shutting down', ',"attr":{"exitCode":0}'),
  },
  {
    repository: 'docker.io/library/rabbitmq', tags: '3.13.7 120000000 ubuntu-22.04 3 3.13 3-management 3.11-management\n4.1.4 121000000 ubuntu 4 4.1 latest management 4-management', path: '/opt/rabbitmq/sbin/rabbitmq-server', on: 'debian', clients: ['/opt/rabbitmq/sbin/rabbitmqctl'],
    ports: [5672, 15_672], memoryBytes: 130_000_000, millicores: 4, startMs: 6000, command: ['/opt/rabbitmq/sbin/rabbitmq-server'],
    ready: ({ machine: { clock } }) => `${moments(clock.now).error.replaceAll('/', '-')}.000000+00:00 [info] <0.9.0> Server startup complete; 4 plugins started.\n`,
  },
  {
    repository: 'gcr.io/google-samples/cassandra', tags: '13 105000000 - v13\n14 106000000 - v14', path: '/usr/local/apache-cassandra/bin/cassandra', on: 'debian', clients: ['/usr/local/apache-cassandra/bin/nodetool', '/usr/local/apache-cassandra/bin/cqlsh'],
    ports: [7000, 7199, 9042], memoryBytes: 540_000_000, millicores: 60, startMs: 25_000, command: ['cassandra', '-f'],
    ready: ({ machine: { clock } }) => `INFO  ${moments(clock.now).time} Startup complete\n`,
  },
  {
    repository: 'docker.io/library/zookeeper', tags: '3.9.4 115000000 ubuntu 3.9 3.9.4 latest 3.8', path: '/apache-zookeeper-bin/bin/zkServer.sh', on: 'debian', ports: [2181, 8080], memoryBytes: 90_000_000, millicores: 2, startMs: 1500, command: ['zkServer.sh', 'start-foreground'], exitCode: 143,
    ready: (context) => `${iso(context).replace('T', ' ').replace('.', ',').replace('Z', '')} [myid:] - INFO  [main:o.a.z.s.NIOServerCnxnFactory@660] - binding to port 0.0.0.0/0.0.0.0:2181\n`,
  },
  {
    repository: 'registry.k8s.io/kubernetes-zookeeper', tags: '3.4.10 145000000 - 1.0-3.4.10', path: '/usr/bin/start-zookeeper', on: 'debian', clients: ['/usr/bin/zkCli.sh'], ports: [2181, 2888, 3888], memoryBytes: 60_000_000, millicores: 2, startMs: 1500, command: ['start-zookeeper'], exitCode: 143,
    ready: (context) => `${iso(context).replace('T', ' ').replace('.', ',').replace('Z', '')} [myid:1] - INFO  [main:NIOServerCnxnFactory@89] - binding to port 0.0.0.0/0.0.0.0:2181\n`,
  },
  {
    repository: 'docker.io/library/elasticsearch', tags: '7.17.29 620000000 - 7.17.29 7.17\n8.19.5 690000000 - 8.19.5\n9.1.5 700000000 - 9.1.5', path: '/usr/share/elasticsearch/bin/elasticsearch', on: 'debian', ports: [9200, 9300], memoryBytes: 1_150_000_000, millicores: 20, startMs: 18_000, exitCode: 143, user: '1000',
    ready: (context) => `{"@timestamp":"${iso(context)}", "log.level": "INFO", "message":"started"}\n`, pages: { '/': '{\n  "cluster_name" : "docker-cluster",\n  "tagline" : "You Know, for Search"\n}\n' },
  },
  ...['quay.io/prometheus/prometheus', 'docker.io/prom/prometheus'].map((repository): Service => ({
    repository, tags: '2.55.1 110000000 - v2.55.1 v2.45.0\n3.6.0 123000000 - v3.6.0 latest', path: '/bin/prometheus', on: 'bare', ports: [9090], memoryBytes: 48_000_000, millicores: 5, startMs: 500, stream: 'stderr', user: '65534',
    ready: (context) => `time=${iso(context)} level=INFO source=main.go:1352 msg="Server is ready to receive web requests."\n`, stop: (context) => `time=${iso(context)} level=WARN source=main.go:1014 msg="Received an OS signal, exiting gracefully..." signal=terminated\n`,
    pages: { '/-/ready': 'Prometheus Server is Ready.\n', '/-/healthy': 'Prometheus Server is Healthy.\n' },
  })),
  {
    repository: 'docker.io/grafana/grafana', tags: '12.2.0 203000000 alpine 12.2.0 latest\n10.4.19 120000000 alpine-3.19 10.4.19', path: '/run.sh', on: 'alpine', ports: [3000], memoryBytes: 82_000_000, millicores: 4, startMs: 3000, user: '472', pages: { '/api/health': '{\n  "database": "ok"\n}' },
    ready: (context) => `logger=http.server t=${iso(context)} level=info msg="HTTP Server Listen" address=[::]:3000 protocol=http subUrl= socket=\n`,
  },
  {
    repository: 'docker.io/library/registry', tags: '2.8.3 10000000 alpine-3.19 2 2.8 2.8.3\n3.0.0 17700000 alpine-3.21 3 3.0.0 latest', path: '/bin/registry', on: 'alpine', ports: [5000], memoryBytes: 9_000_000, startMs: 60, stream: 'stderr', pages: { '/v2/': '{}', '/': '' },
    ready: (context) => `time="${iso(context)}" level=info msg="listening on [::]:5000" go.version=go1.23.7 version=2.8.3\n`,
  },
  {
    repository: 'docker.io/library/tomcat', tags: '9.0.110 197000000 ubuntu 9 9.0\n10.1.47 202000000 ubuntu 10 10.1\n11.0.12 203000000 ubuntu 11 11.0 latest', path: '/usr/local/tomcat/bin/catalina.sh', on: 'debian', command: ['catalina.sh', 'run'], ports: [8080], memoryBytes: 110_000_000, millicores: 3, startMs: 1200, stream: 'stderr', exitCode: 143, pages: {},
    ready: ({ machine: { clock } }) => `${moments(clock.now).redis.replaceAll(' ', '-').replace(/-(\d\d:)/, ' $1')} INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [620] milliseconds\n`,
  },
  {
    repository: 'docker.io/jenkins/jenkins', tags: '2.528.1 265000000 debian-12 lts lts-jdk21 2.528.1 latest', path: '/usr/local/bin/jenkins.sh', on: 'debian', ports: [8080, 50_000], memoryBytes: 620_000_000, millicores: 10, startMs: 14_000, stream: 'stderr', user: '1000', exitCode: 143, pages: { '/login': 'Sign in - Jenkins\n' },
    ready: (context) => `${iso(context).replace('T', ' ').replace('Z', '+0000')} [id=32]\tINFO\thudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running\n`,
  },
  ...['quay.io/fluentd_elasticsearch/fluentd', 'docker.io/fluent/fluentd'].map((repository): Service => ({
    repository, tags: '4.7.5 105000000 - v5.0.1 v4.7.5\n3.4.0 99000000 - v2.5.2 v3.4.0\n1.18 74000000 - v1.18-debian latest', path: '/usr/local/bin/fluentd', on: 'debian', command: ['fluentd'], ports: [24_231], memoryBytes: 110_000_000, millicores: 4, startMs: 2500,
    ready: (context) => `${iso(context).replace('T', ' ').replace(/\.\d+Z/, ' +0000')} [info]: #0 fluentd worker is now running worker=0\n`, stop: (context) => `${iso(context).replace('T', ' ').replace(/\.\d+Z/, ' +0000')} [info]: Received graceful stop\n`,
  })),
  {
    repository: 'docker.io/library/adminer', tags: '5.4.1 46000000 alpine latest 5 5.4.1\n4.8.1 93000000 alpine-3.17 4 4.8.1', path: '/usr/local/bin/php', on: 'alpine', command: ['php', '-S', '[::]:8080', '-t', '/var/www/html'], ports: [8080], memoryBytes: 14_000_000, startMs: 100, stream: 'stderr', pages: { '/': 'Login - Adminer\n' },
    ready: ({ machine: { clock } }) => `[${new Date(clock.now).toUTCString()}] PHP 8.4.13 Development Server (http://[::]:8080) started\n`,
  },
];

export const services: readonly ImageModel[] = SERVICES.map(({ repository, tags, path, on = 'debian', clients = [], command, user = '', ...server }) => appImage({
  repository, tags, path, on, program: () => idleServer(server), tools: Object.fromEntries(clients.map((client) => [client, silentClient])),
  config: { ports: server.ports, user, ...(command === undefined ? {} : { command, environment: [['PATH', `${path.slice(0, path.lastIndexOf('/'))}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`]] }) },
}));
