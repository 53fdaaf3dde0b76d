import { createClock, createRandom, type Clock } from '../time/index.ts';
import { noNetwork } from '../script/testing/world.ts';
import { createHost, createMinikube, wordsAt, type MinikubeNode, type Terminal } from './index.ts';

type Session = { readonly clock: Clock; readonly terminal: Terminal; readonly type: (line: string, ms?: number) => string; readonly since: () => string };

function open(): Session {
  const clock = createClock(Date.UTC(2026, 10, 21, 12));
  let nodes: MinikubeNode[] = [];
  const minikube = createMinikube({
    nodes: () => nodes, kubernetesVersion: 'v1.36.3',
    *start() { nodes = [{ name: 'minikube', address: '192.168.49.2', state: 'Running' }]; },
    *stop() { nodes = nodes.map((node) => ({ ...node, state: 'Stopped' })); },
  });
  const host = createHost({ clock, random: createRandom('test'), network: noNetwork, extraCommands: { minikube }, files: { 'pod.yaml': 'kind: Pod\n' } });
  let shown = '';
  const terminal = host.openTerminal((text) => { shown += text; }, new Map([['minikube', (words) => (words.length === 2 ? ['start', 'status', 'stop'] : undefined)]]));
  const since = (): string => { const text = shown; shown = ''; return text; };
  clock.advance(10);
  since();
  return { clock, terminal, since, type(line, ms = 100) { terminal.line(line); clock.advance(ms); return since(); } };
}

const PROMPT = 'learner@peapod:~$ ';

test('lines, variables and the directory stay', () => {
  const { type, terminal } = open();
  expect(terminal.state()).toEqual({ prompt: PROMPT, busy: false });
  expect(type('X=5')).toBe(`X=5\n${PROMPT}`);
  expect(type('cat pod.yaml | wc -l; echo $X')).toBe(`cat pod.yaml | wc -l; echo $X\n1\n5\n${PROMPT}`);
  expect(type('cd /tmp; foo')).toBe('cd /tmp; foo\nbash: foo: command not found\nlearner@peapod:/tmp$ ');
  expect(terminal.directory()).toBe('/tmp');
  expect(type('for i in 1 2')).toBe('for i in 1 2\n> ');
  expect(type('do echo $i; done')).toBe('do echo $i; done\n1\n2\nlearner@peapod:/tmp$ ');
  expect(type('cat > f <<EOF')).toBe('cat > f <<EOF\n> ');
  type('a: $X');
  expect(type('EOF')).toBe('EOF\nlearner@peapod:/tmp$ ');
  expect(type('cat f; ls -l f')).toBe('cat f; ls -l f\na: 5\n-rw-r--r-- 1 learner learner 5 Nov 21 12:00 f\nlearner@peapod:/tmp$ ');
  expect(type('!!')).toContain('cat f; ls -l f\na: 5\n');
  expect(terminal.history().slice(0, 2)).toEqual(['X=5', 'cat pod.yaml | wc -l; echo $X']);
});

test('programs read what is typed; Ctrl-C and Ctrl-D', () => {
  const { type, terminal, clock, since } = open();
  expect(type('cat')).toBe('cat\n');
  expect(terminal.state()).toEqual({ prompt: '', busy: true });
  expect(type('hello')).toBe('hello\nhello\n');
  terminal.endOfInput();
  clock.advance(10);
  expect(since()).toBe(PROMPT);
  for (const line of ['sleep 100', 'sleep 50 | cat', 'while true; do sleep 1; done', 'while true; do :; done', 'read x', 'cat <<EOF', 'wait']) {
    type(line, 500);
    terminal.interrupt();
    clock.advance(50);
    expect({ line, shown: since() }).toEqual({ line, shown: `^C\n${PROMPT}` });
    expect(terminal.state().busy).toBe(false);
  }
});

test('jobs', () => {
  const { type } = open();
  expect(type('sleep 3 &')).toMatch(/^sleep 3 &\n\[1\] \d+\nlearner/);
  expect(type('jobs')).toBe(`jobs\n[1]+  Running                 sleep 3 &\n${PROMPT}`);
  expect(type('', 5000)).toBe(`\n${PROMPT}`);
  expect(type('')).toBe(`\n[1]+  Done                    sleep 3\n${PROMPT}`);
  type('sleep 100 &');
  expect(type('kill %1; sleep 1', 2000)).toContain(PROMPT);
});

test('a user who is not root, and sudo', () => {
  const { type } = open();
  expect(type('touch /etc/x; sudo touch /etc/x && ls -l /etc/x; id')).toBe("touch /etc/x; sudo touch /etc/x && ls -l /etc/x; id\ntouch: cannot touch '/etc/x': Permission denied\n-rw-r--r-- 1 root root 0 Nov 21 12:00 /etc/x\n" + `uid=1000(learner) gid=1000(learner) groups=1000(learner)\n${PROMPT}`);
  expect(type('exit 3')).toBe(`exit 3\nexit\n${PROMPT}`);
});

test('watch clears and draws again', () => {
  const { type, terminal, clock, since } = open();
  const shown = type('watch -n 1 echo hi', 1500);
  expect(shown.split('\x1b[2J\x1b[H')).toHaveLength(3);
  terminal.interrupt();
  clock.advance(10);
  expect(since()).toBe(`^C\n${PROMPT}`);
});

test('completion', () => {
  const { terminal, type } = open();
  type('export POD_NAME=x; mkdir -p dir');
  const at = (line: string): readonly string[] => terminal.complete(line, line.length).candidates;
  expect([at('echo $POD_'), at('cat p'), at('ls | gre'), at('cd /us'), at('minikube st'), at('cd d'), at('minik')]).toEqual([['$POD_NAME'], ['pod.yaml'], ['grep'], ['/usr/'], ['start', 'status', 'stop'], ['dir/'], ['minikube']]);
  expect(terminal.complete('cat p | wc', 5)).toEqual({ from: 4, to: 5, candidates: ['pod.yaml'] });
  expect(wordsAt('a && kubectl get "po d" x')).toEqual(['kubectl', 'get', 'po d', 'x']);
});

test('minikube', () => {
  const { type } = open();
  expect(type('minikube status', 1000)).toContain('Profile "minikube" not found');
  expect(type('minikube start', 20_000)).toContain('🏄  Done! kubectl is now configured to use "minikube" cluster and "default" namespace by default\n');
  expect(type('minikube status; minikube ip', 1000)).toContain('minikube\ntype: Control Plane\nhost: Running\nkubelet: Running\napiserver: Running\nkubeconfig: Configured\n\n192.168.49.2\n');
  expect(type('minikube stop; minikube status; echo $?', 5000)).toContain('🛑  1 node stopped.\nminikube\ntype: Control Plane\nhost: Stopped\nkubelet: Stopped\napiserver: Stopped\nkubeconfig: Stopped\n\n7\n');
});
