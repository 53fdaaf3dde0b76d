/** `peapod …` as authors and teachers use it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { inputsOf, labSeed, labSession, loadLab, type Lab } from '../grading/index.ts';
import { ENGINE_VERSION, startSession, type InputBody, type SessionFile } from '../session/index.ts';
import { readFolder } from './exercises.ts';
import { main } from './main.ts';

type Ran = { readonly code: number; readonly out: string; readonly err: string };
const home = process.cwd();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'peapod-cli-'));
  write(Object.fromEntries(['exercises/course.yaml', 'exercises/words.yaml'].map((path) => [path, readFileSync(join(home, path), 'utf8')])));
  process.chdir(folder);
  for (const what of ['lab', 'quiz']) await peapod(['new', what, `my-${what}`, '--module', 'first-cluster']);
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
afterEach(() => { process.chdir(home); });

async function peapod(args: readonly string[], interactive = false): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await main(args, { out: (text) => { out += text; }, err: (text) => { err += text; }, interactive });
  return { code, out, err };
}
function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) { mkdirSync(dirname(join(folder, path)), { recursive: true }); writeFileSync(join(folder, path), text); }
}

const COMMANDS = ['check', 'grade', 'new', 'preview', 'replay', 'serve'];

test('--help, --version, and each command\'s help', async () => {
  const { code, out, err } = await peapod(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const name of COMMANDS) {
    expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    expect(await peapod([name, '--help'])).toMatchObject({ code: 0, out: expect.stringContaining(`Usage: peapod ${name}`), err: '' });
  }
  expect(await peapod(['--version'])).toEqual({ code: 0, out: `peapod ${ENGINE_VERSION}\n`, err: '' });
  expect(await peapod([])).toMatchObject({ code: 2 });
});

test.each([
  [['frobnicate'], /there is no command 'frobnicate'\. There are: check, grade, new, preview, replay, serve\./],
  [['check', '--seedz', '1'], /^peapod check: Unknown option '--seedz'.*\nUsage: peapod check /s],
  [['check', '--seeds', 'many'], /--seeds is a number of at least 1, not many/],
  [['check', 'world'], /check all, check lab <slug>, check quiz <slug>, check lesson <id> or check help, not world/],
  [['check', 'lab'], /which lab\? there are: .*self-healing/],
  [['check', 'lab', 'nothing'], /there is no lab nothing; there are: .*self-healing/],
  [['check', 'quiz', 'nothing'], /there is no quiz nothing; there are: .*first-cluster/],
  [['check', 'lesson', 'nothing'], /there is no lesson nothing; there are: .*first-cluster\/first-pod/],
  [['grade', 'self-healing'], /a lab and a session file are needed/],
  [['grade', 'nothing', 'x.json'], /there is no lab nothing/],
  [['grade', 'self-healing', 'nothing.json'], /the session file nothing\.json does not exist/],
  [['grade', 'self-healing', 'nothing.json', '--lang', 'de'], /--lang is en or zh, not de/],
  [['new'], /what\? lab, quiz or lesson, and a slug/],
  [['new', 'labb', 'x'], /lab, quiz or lesson, not labb\. Did you mean lab\?/],
  [['new', 'lab'], /what is the lab called\? Give it a slug/],
  [['new', 'lab', 'Bad_Slug', '--module', 'nodes'], /a slug has at most 64 lower-case letters, digits and dashes.*"Bad_Slug" is none/],
  [['new', 'lab', '../x', '--module', 'nodes'], /"\.\.\/x" is none/],
  [['new', 'lab', 'two', 'words'], /one slug, without blanks in it, not two words/],
  [['new', 'lab', 'x'], /which module does it belong to\? Say --module <id>; there are: first-cluster, /],
  [['new', 'lab', 'x', '--module', 'nods'], /there is no module nods; there are: first-cluster, .* Did you mean nodes\?/],
  [['new', 'lesson', 'nodes/x', '--module', 'first-cluster'], /the module is nodes in the slug and first-cluster in --module/],
  [['preview', 'lesson', 'x'], /lab or quiz, not lesson; a lesson is seen with npm run dev/],
  [['preview', 'lab', 'nothing'], /there is no lab nothing; there are: .*self-healing/],
  [['preview', 'lab', 'self-healing', '--port', 'x'], /--port is a number from 1 to 65535, not x/],
  [['replay', 'somewhere'], /a folder of recordings and --out are needed/],
  [['replay', 'no-such-folder', '--out', 'x'], /the folder no-such-folder does not exist/],
  [['serve', '--preset', 'moon'], /--preset is one of minikube, three-nodes, recorded, not moon/],
  [['serve', '--speed', '0'], /--speed is a whole number from 1 to 10000, not 0/],
  [['serve', 'now'], /Unexpected argument 'now'/],
])('wrong usage %j: exit code 2, what is wrong and how to use it', async (args, message) => {
  const { code, out, err } = await peapod(args);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(message) });
});

test('progress and colour are for terminals', async () => {
  process.chdir(folder);
  const plain = await peapod(['check', 'quiz', 'my-quiz', '--seeds', '1']);
  const terminal = await peapod(['check', 'quiz', 'my-quiz', '--seeds', '1'], true);
  expect(plain).toMatchObject({ code: 0, out: expect.stringContaining('my-quiz: proved') });
  expect(plain.out + plain.err).not.toContain('\x1b');
  expect(terminal.err).toContain('quiz my-quiz …');
  expect(terminal.out).toBe(plain.out);
}, 60_000);

test('a lab with mistakes: all of them at once, each with file, line and column', async () => {
  process.chdir(folder);
  const text = readFileSync('exercises/labs/my-lab/exercise.yaml', 'utf8');
  write({
    'exercises/labs/my-lab/exercise.yaml': `${text.replace(/points: \d+/, 'points: many')}nonsense: 1\n`,
    'exercises/labs/my-lab/wrong/one-replica/expect.yaml': 'apiVersion: peapod/v1\nkind: Expectation\nfails: [no-such-check]\n',
  });
  const { code, out, err } = await peapod(['check', 'lab', 'my-lab']);
  expect(code).toBe(1);
  expect(out).toBe('lab my-lab: not proved\n');
  expect(err.match(/exercise\.yaml:\d+:\d+: .*/g)?.length).toBeGreaterThanOrEqual(2);
  expect(err).toMatch(/exercise\.yaml:\d+:\d+: .*points/);
  expect(err).toMatch(/exercise\.yaml:\d+:\d+: .*nonsense/);
}, 60_000);

/** The hand-in of somebody who did this, as the page exports it. */
function handIn(lab: Lab, { inputs, end }: ReturnType<typeof inputsOf>): SessionFile {
  const { session } = startSession(labSession(lab, labSeed(lab.slug)));
  for (const { at, ...body } of inputs) {
    session.advance(at - session.at);
    session.input(body as InputBody);
  }
  session.advance(end - session.at);
  return session.file();
}

describe('grade', () => {
  const slug = 'self-healing';
  let lab: Lab;
  let good: SessionFile;
  let path = '';
  beforeAll(() => {
    const loaded = loadLab(readFolder(join(home, 'exercises/labs', slug)));
    if (!loaded.ok) throw new Error('the lab does not load');
    lab = loaded.lab;
    good = handIn(lab, inputsOf(lab.solution));
    path = join(folder, 'good.json');
    writeFileSync(path, JSON.stringify(good));
  }, 60_000);
  const graded = async (name: string, text: string, ...more: string[]): Promise<Ran> => {
    writeFileSync(join(folder, name), text);
    return peapod(['grade', slug, join(folder, name), ...more]);
  };

  test('a session that did the work passes', async () => {
    const english = await peapod(['grade', slug, path]);
    expect(english).toMatchObject({ code: 0, err: '' });
    expect(english.out).toMatch(new RegExp(`^(?:✓ .*\\n)+\\n${slug}: (\\d+)/\\1 passed\\n$`));
  }, 60_000);

  test('a session that did nothing does not, in both languages', async () => {
    const { code, out, err } = await graded('nothing.json', JSON.stringify(handIn(lab, { inputs: [{ at: 500, type: 'line', terminal: 'main', text: 'kubectl get pods' }], end: 2000 })));
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^✗ .*\n {4}seen: /m);
    expect(out).toMatch(/ not passed/);
    expect((await peapod(['grade', slug, join(folder, 'nothing.json'), '--lang', 'zh'])).out).toMatch(/^✗ .*\n {4}看到：[^]* 未通过/m);
  }, 60_000);

  test.each<[string, (file: SessionFile) => string, RegExp]>([
    ['cut in half', (file) => JSON.stringify(file).slice(0, 300), /the file ends in the middle \(300 bytes\).*Export it again from the lab's page/],
    ['empty', () => '', /the file is empty/],
    ['another exercise\'s', (file) => JSON.stringify({ ...file, exercise: { ...file.exercise, slug: 'other' } }), /this session belongs to the exercise "other", not to self-healing/],
    ['no exercise\'s', (file) => JSON.stringify({ ...file, exercise: undefined }), /this session belongs to no exercise, it should belong to the lab self-healing/],
    ['of another engine', (file) => JSON.stringify({ ...file, engineVersion: '9.9.9' }), /the session was made with engine "9\.9\.9", this is .*--replay-anyway/],
    ['of another version of the lab', (file) => JSON.stringify({ ...file, exercise: { ...file.exercise, contentHash: 'x' } }), /the lab was another when this was worked on.*--replay-anyway/],
    ['with wrong inputs', (file) => JSON.stringify({ ...file, inputs: [{ at: -1, type: 'lien' }] }), /inputs\[0\]\.type is one of line, .*\n.*inputs\[0\]\.at is a time/],
    ['huge', () => 'x'.repeat(5_000_001), /at most 5000000 bytes, this file has 5000001/],
  ])('a session file that is %s', async (what, text, message) => {
    const { code, out, err } = await graded(`bad ${what.replace(/\W/g, '')}.json`, text(good));
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(message) });
  });

  test('what is refused is told in Chinese, and as JSON', async () => {
    const forged = JSON.stringify({ ...good, seed: 'easy', inputs: [{ at: 0, type: 'fault', fault: 'node-power-off', target: 'node01' }] });
    expect((await graded('forged.json', forged, '--lang', 'zh')).err).toMatch(/seed 是 lab\/self-healing，[^]*不允许手动制造故障/);
    const { code, out } = await graded('forged.json', forged, '--json');
    expect({ code, refused: JSON.parse(out) as object }).toMatchObject({ code: 1, refused: { refused: [{ code: 'other-seed', path: 'seed' }, { code: 'forbidden-input' }] } });
    expect((await graded('long.json', JSON.stringify(good), '--limit', '0.000001', '--lang', 'zh')).err).toMatch(/重放 0\.000001 秒后仍未结束，已放弃/);
    expect((await graded('good.json', JSON.stringify(good), '--seed', 'somebody-else')).err).toMatch(/this learner was given the seed "somebody-else"/);
  });

  test('--replay-anyway grades an old session; --json', async () => {
    const { code, out } = await graded('old.json', JSON.stringify({ ...good, engineVersion: '0.0.1' }), '--replay-anyway', '--json');
    expect({ code, report: JSON.parse(out) as object }).toMatchObject({ code: 0, report: { lab: slug, passed: true } });
  }, 60_000);
});

test('serve on a port that is taken', async () => {
  const other = createServer();
  await new Promise<void>((ready) => { other.listen(0, '127.0.0.1', ready); });
  const { port } = other.address() as AddressInfo;
  expect(await peapod(['serve', '--port', String(port), '--kubeconfig', join(folder, 'config')])).toEqual({
    code: 1, out: '', err: `peapod serve: port ${port} is in use. Choose another one with --port (0: any that is free).\n`,
  });
  expect(existsSync(join(folder, 'config'))).toBe(false);
  other.close();
});

test('replay writes what it saw; what is not there says so in the transcript', async () => {
  const scenario = `# title: One pod
# watch: pods
$ kubectl apply -f pod.yaml
sleep 12
$ kubectl get pods
$ terraform plan
? a line of another format
-- pod.yaml --
apiVersion: v1
kind: Pod
metadata: {name: one}
spec: {containers: [{name: main, image: "nginx:1.25"}]}
`;
  write({ 'recordings/pods/tiny/scenario.txtar': scenario });
  const replayed = join(folder, 'replayed');
  const { code, out, err } = await peapod(['replay', join(folder, 'recordings'), '--out', replayed, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ scenarios: 1, failed: 0 });
  const seen = readFileSync(resolve(replayed, 'pods/tiny/commands.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { cmd: string; rc: number | string; stdout: string; stderr: string });
  expect(seen).toMatchObject([
    { cmd: 'kubectl apply -f pod.yaml', rc: 0, stdout: 'pod/one created\n', stderr: '' },
    { cmd: 'kubectl get pods', rc: 0, stdout: expect.stringMatching(/^NAME +READY +STATUS +RESTARTS +AGE\none +1\/1 +Running +0 +\d+s\n$/) },
    { cmd: 'terraform plan', rc: 127, stdout: '', stderr: expect.stringMatching(/terraform: (?:command )?not found/) },
    { cmd: '? a line of another format', rc: 'unparsed', stdout: '' },
  ]);
  expect(readFileSync(resolve(replayed, 'pods/tiny/watch.jsonl'), 'utf8')).toContain('"name":"one"');
}, 60_000);
