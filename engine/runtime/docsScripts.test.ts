/** The scripts of the documentation's examples do what it says. @k8s https://kubernetes.io/docs (examples/pods, examples/debug, examples/admin/logging, examples/application/job, …) */
import { createFiles, type FileSystem } from '../script/index.ts';
import { config, createWorld, exec, logOf, sandbox, start, stateOf, type World } from './testWorld.ts';

type Case = {
  readonly image?: string; readonly command: readonly string[]; readonly env?: { readonly [name: string]: string };
  /** Files of a volume by path. */
  readonly files?: { readonly [path: string]: string };
  /** When it is looked at; default: at its end. */
  readonly afterMs?: number;
  readonly log?: string; readonly code?: number;
  /** Run in it at that time. */
  readonly exec?: readonly (readonly [command: readonly string[], out: string, code?: number])[];
};

const sh = (script: string): readonly string[] => ['/bin/sh', '-c', script];
const bash = (script: string): readonly string[] => ['bash', '-c', script];
const DEBIAN = 'nginx:1.27';
const T = 'Sat Nov 21 12:00:0';

const CASES: { readonly [name: string]: Case } = {
  'exec-liveness: a file that comes and goes': { command: sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'), afterMs: 10_000, log: '', exec: [[['cat', '/tmp/healthy'], '']] },
  'exec-liveness: when it is gone': { command: sh('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'), afterMs: 40_000, exec: [[['cat', '/tmp/healthy'], '', 1]] },
  'counter-pod': { command: sh('i=0; while true; do echo "$i: $(date)"; i=$((i+1)); sleep 1; done'), afterMs: 2_500, log: `0: ${T}0 UTC 2026\n1: ${T}1 UTC 2026\n2: ${T}2 UTC 2026\n` },
  'two-files-counter-pod': {
    command: sh('i=0;\nwhile true;\ndo\n  echo "$i: $(date)" >> /var/log/1.log;\n  echo "$(date) INFO $i" >> /var/log/2.log;\n  i=$((i+1));\n  sleep 1;\ndone'), afterMs: 1_500, log: '',
    exec: [[['cat', '/var/log/1.log'], `0: ${T}0 UTC 2026\n1: ${T}1 UTC 2026\n`], [['tail', '-n', '1', '/var/log/2.log'], `${T}1 UTC 2026 INFO 1\n`]],
  },
  'streaming sidecar follows a file that is not there yet': { command: sh('(sleep 2; echo one >> /var/log/1.log; sleep 2; echo two >> /var/log/1.log) & tail -n+1 -F /var/log/1.log'), afterMs: 7_000, log: "tail: can't open '/var/log/1.log': No such file or directory\ntail: /var/log/1.log has appeared; following end of new file\none\ntwo\n" },
  'sidecar with a file of the main container': { command: sh('while true; do echo "logging" >> /opt/logs.txt; sleep 1; done & sleep 1.5; tail -F /opt/logs.txt'), afterMs: 3_600, log: 'logging\nlogging\nlogging\nlogging\n' },
  'init-myservice waits for a name': { command: sh('until nslookup myservice.default.svc.cluster.local >/dev/null; do echo waiting for myservice; sleep 2; done'), afterMs: 5_000, log: 'waiting for myservice\nwaiting for myservice\nwaiting for myservice\n' },
  'myapp-container': { command: sh('echo The app is running! && sleep 3600'), afterMs: 1_000, log: 'The app is running!\n' },
  'command-demo': { image: DEBIAN, command: ['printenv', 'HOSTNAME', 'KUBERNETES_PORT'], env: { KUBERNETES_PORT: 'tcp://10.96.0.1:443' }, log: 'web\ntcp://10.96.0.1:443\n', code: 0 },
  'a shell as command': { command: ['/bin/sh', '-c', 'while true; do echo hello; sleep 10;done'], afterMs: 15_000, log: 'hello\nhello\n' },
  'termination-demo': { image: DEBIAN, command: sh('sleep 10 && echo Sleep expired > /dev/termination-log; cat /dev/termination-log'), log: 'Sleep expired\n', code: 0 },
  'dapi-envars-fieldref': {
    command: sh("while true; do\n  echo -en '\\n';\n  printenv MY_NODE_NAME MY_POD_NAME MY_POD_NAMESPACE;\n  printenv MY_POD_IP MY_POD_SERVICE_ACCOUNT;\n  sleep 10;\ndone;"), afterMs: 1_000,
    env: { MY_NODE_NAME: 'node01', MY_POD_NAME: 'web', MY_POD_NAMESPACE: 'default', MY_POD_IP: '10.244.1.2', MY_POD_SERVICE_ACCOUNT: 'default' }, log: '\nnode01\nweb\ndefault\n10.244.1.2\ndefault\n',
  },
  'dapi-volume': {
    command: sh("while true; do\n  if [[ -e /etc/podinfo/labels ]]; then\n    echo -en '\\n\\n'; cat /etc/podinfo/labels; fi;\n  if [[ -e /etc/podinfo/annotations ]]; then\n    echo -en '\\n\\n'; cat /etc/podinfo/annotations; fi;\n  sleep 5;\ndone;"),
    files: { '/etc/podinfo/labels': 'zone="us-est-coast"\n', '/etc/podinfo/annotations': 'build="two"\n' }, afterMs: 1_000, log: '\n\nzone="us-est-coast"\n\n\nbuild="two"\n',
  },
  'two-containers: the writer': { image: DEBIAN, command: sh('echo Hello from the debian container > /pod-data/index.html; cat /pod-data/index.html'), files: { '/pod-data/other': '' }, log: 'Hello from the debian container\n', code: 0 },
  'configmap as environment': { command: sh('while true; do echo "$(date) The basket is full of $FRUITS"; sleep 10; done;'), env: { FRUITS: 'apples' }, afterMs: 11_000, log: `${T}0 UTC 2026 The basket is full of apples\nSat Nov 21 12:00:10 UTC 2026 The basket is full of apples\n` },
  'configmap as volume': { image: DEBIAN, command: sh('while true; do echo "$(date) My preferred sport is $(cat /etc/config/sport)"; sleep 10; done;'), files: { '/etc/config/sport': 'football' }, afterMs: 1_000, log: `${T}0 UTC 2026 My preferred sport is football\n` },
  'configmap with two containers': { command: sh('while true; do echo "$(date) My preferred color is $(cat /etc/config/color)" > /pod-data/index.html; sleep 10; done;'), files: { '/etc/config/color': 'red', '/pod-data/x': '' }, afterMs: 1_000, exec: [[['cat', '/pod-data/index.html'], `${T}0 UTC 2026 My preferred color is red\n`]] },
  'cronjob hello': { command: sh('date; echo Hello from the Kubernetes cluster'), log: `${T}0 UTC 2026\nHello from the Kubernetes cluster\n`, code: 0 },
  'job with a template': { command: sh('echo Processing item apple && sleep 5'), log: 'Processing item apple\n', code: 0 },
  'indexed job: the init container': { image: DEBIAN, command: bash('items=(foo bar baz qux xyz)\necho ${items[$JOB_COMPLETION_INDEX]} > /input/data.txt; rev /input/data.txt'), env: { JOB_COMPLETION_INDEX: '3' }, files: { '/input/x': '' }, log: 'xuq\n', code: 0 },
  'pod failure policy': { image: DEBIAN, command: bash('echo "Hello world! I\'m going to exit with 42 to simulate a software bug." && sleep 5 && exit 42'), log: "Hello world! I'm going to exit with 42 to simulate a software bug.\n", code: 42 },
  'backoff per index': { command: sh('if [ $(( JOB_COMPLETION_INDEX % 2 )) -eq 1 ]; then echo odd; exit 1; fi; echo even'), env: { JOB_COMPLETION_INDEX: '1' }, log: 'odd\n', code: 1 },
  'postStart handler': { image: DEBIAN, command: ['sleep', '100'], afterMs: 1_000, exec: [[sh('echo Hello from the postStart handler > /usr/share/message'), ''], [['cat', '/usr/share/message'], 'Hello from the postStart handler\n']] },
  'preStop handler': { image: DEBIAN, command: ['nginx', '-g', 'daemon off;'], afterMs: 1_000, exec: [[sh('nginx -s quit; while killall -0 nginx; do sleep 1; done'), '']] },
  'security context': { command: sh('sleep 1h'), afterMs: 1_000, exec: [[['ps'], 'PID   USER     TIME  COMMAND\n    1 root      0:00 sleep 1h\n    7 root      0:00 ps\n'], [sh('cd /tmp && echo hello > testfile && ls -l testfile | cut -c1-10'), '-rw-r--r--\n']] },
  'mysql StatefulSet: init-mysql': {
    image: DEBIAN, env: { HOSTNAME: 'mysql-2' }, files: { '/mnt/conf.d/x': '', '/mnt/config-map/primary.cnf': '[mysqld]\nlog-bin\n', '/mnt/config-map/replica.cnf': '[mysqld]\nsuper-read-only\n' },
    command: bash('set -e\n# Generate mysql server-id from pod ordinal index.\n[[ $HOSTNAME =~ -([0-9]+)$ ]] || exit 1\nordinal=${BASH_REMATCH[1]}\necho [mysqld] > /mnt/conf.d/server-id.cnf\n# Add an offset to avoid reserved server-id=0 value.\necho server-id=$((100 + $ordinal)) >> /mnt/conf.d/server-id.cnf\n# Copy appropriate conf.d files from config-map to emptyDir.\nif [[ $ordinal -eq 0 ]]; then\n  cp /mnt/config-map/primary.cnf /mnt/conf.d/\nelse\n  cp /mnt/config-map/replica.cnf /mnt/conf.d/\nfi\ncat /mnt/conf.d/*.cnf'),
    log: '[mysqld]\nsuper-read-only\n[mysqld]\nserver-id=102\n', code: 0,
  },
  'a loop that ends on SIGTERM': { command: sh('trap "echo stopping; exit 0" TERM; while true; do sleep 1; done'), afterMs: 2_000, exec: [[['kill', '1'], '']], log: 'stopping\n', code: 0 },
  'sleep infinity': { image: DEBIAN, command: ['sleep', 'infinity'], afterMs: 600_000, log: '', exec: [[['true'], '']] },
  'tail -f /dev/null': { command: ['tail', '-f', '/dev/null'], afterMs: 600_000, log: '', exec: [[['true'], '']] },
  'crash loop': { command: sh('echo "about to fail"; sleep 5; exit 1'), log: 'about to fail\n', code: 1 },
  'ten lines': { command: sh('for i in 9 8 7 6 5 4 3 2 1; do echo $i; done'), log: '9\n8\n7\n6\n5\n4\n3\n2\n1\n', code: 0 },
  'log of a date each second': { command: sh('while true; do date; sleep 1; done'), afterMs: 1_500, log: `${T}0 UTC 2026\n${T}1 UTC 2026\n` },
  'a secret in files': { command: sh('ls /etc/secret-volume; cat /etc/secret-volume/username; echo; cat /etc/secret-volume/password'), files: { '/etc/secret-volume/username': 'my-app', '/etc/secret-volume/password': '39528$vdg7Jb' }, log: 'password\nusername\nmy-app\n39528$vdg7Jb', code: 0 },
  'words of a multi-line script': { command: sh('set -e\necho "first"\nif ! test -f /nothing; then\n  echo >&2 "no file"\nfi\nexit 7'), log: 'first\nno file\n', code: 7 },
};

function volumes(world: World, files: { readonly [path: string]: string }): { path: string; files: FileSystem; readOnly: boolean }[] {
  const made = new Map<string, FileSystem>();
  for (const [path, text] of Object.entries(files)) {
    const cut = path.lastIndexOf('/');
    const directory = path.slice(0, cut);
    const volume = made.get(directory) ?? createFiles(world.clock);
    made.set(directory, volume);
    if (path.slice(cut) !== '/x') volume.write(path.slice(cut), text);
  }
  return [...made].map(([path, volume]) => ({ path, files: volume, readOnly: false }));
}

test.each(Object.entries(CASES))('%s', (_name, entry) => {
  const image = entry.image ?? 'busybox:1.36';
  const world = image === DEBIAN ? createWorld('full', [DEBIAN]) : createWorld('recorded');
  const id = start(world, sandbox(world), config({
    image, command: entry.command, environment: Object.entries(entry.env ?? {}), mounts: volumes(world, entry.files ?? {}),
  }));
  if (entry.afterMs === undefined) world.clock.runUntil(() => stateOf(world, id).state === 'exited', 120_000);
  else world.clock.advance(entry.afterMs);
  for (const [command, out, code = 0] of entry.exec ?? []) expect(exec(world, id, command)).toMatchObject({ out, code });
  if (entry.code !== undefined) world.clock.advance(2_000);
  const { state, exitCode } = stateOf(world, id);
  const quiet = logOf(world, id).replace(/^\/docker-entrypoint.*\n|^\d{4}\/.*\n/gm, '');
  expect({ log: quiet, state, exitCode }).toEqual({ log: entry.log ?? quiet, state: entry.code === undefined ? state : 'exited', exitCode: entry.code ?? exitCode });
});
