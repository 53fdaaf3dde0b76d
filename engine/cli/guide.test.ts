/** CONTRIBUTING.md, word by word: what it tells newcomers to type is typed, what it tells them to change is changed. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './main.ts';

const home = process.cwd();
const guide = readFileSync('CONTRIBUTING.md', 'utf8');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peapod-guide-'));
  for (const path of ['exercises', 'docs/first-cluster']) mkdirSync(join(folder, path), { recursive: true });
  for (const path of ['exercises/course.yaml', 'exercises/words.yaml', 'docs/first-cluster/self-healing.mdx']) cpSync(join(home, path), join(folder, path));
});
beforeEach(() => { process.chdir(folder); });
afterEach(() => { process.chdir(home); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** Blocks of a section in their order: commands to type, or changes of a file. */
type Block = { readonly info: string; readonly lines: readonly string[] };
function blocksOf(title: string): readonly Block[] {
  const section = new RegExp(`^## ${title}[^\\n]*\\n([^]*?)(?=^## |(?![^]))`, 'm').exec(guide)?.[1] ?? '';
  return [...section.matchAll(/^```(sh|diff)([^\n]*)\n([^]*?)^```$/gm)].map(([, kind, more = '', body = '']) => ({ info: `${kind}${more}`, lines: body.trimEnd().split('\n') }));
}

/** Lines with `-` become those with `+` that follow; each must be there. */
function change(path: string, lines: readonly string[]): void {
  let text = readFileSync(path, 'utf8');
  for (let at = 0; at < lines.length;) {
    const [from, to] = ['-', '+'].map((sign) => {
      const taken: string[] = [];
      while (lines[at]?.startsWith(sign) === true) taken.push(lines[at++]?.slice(1) ?? '');
      return taken.join('\n');
    });
    if (from === undefined || to === undefined || from === '' || !`\n${text}`.includes(`\n${from}\n`)) throw new Error(`${path} has no lines\n${from ?? lines[at]}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(path, text);
}

async function type(line: string): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const note = (text: string): void => { said += text; };
  expect(line).toMatch(/^npx peapod /);
  const code = await main(line.split(' ').slice(2), { out: note, err: note, interactive: false });
  return { code, said };
}

test.each([
  ['Write a lab in 15 minutes', 'exercises/labs/spare-pod', ['not proved', 'wrong/deleted-service', 'wrong/other-label']],
  ['Write a quiz in 10 minutes', 'exercises/quizzes', ['not proved', 'there is no variable pod here. Did you mean pods?', 'zh is missing']],
  ['Write a lesson', '', []],
])('%s', async (title, place, told) => {
  const blocks = blocksOf(title);
  expect(blocks.length).toBeGreaterThan(0);
  for (const { info, lines } of blocks) {
    const [kind, rest = ''] = info.split(' ');
    if (kind === 'diff') { change(join(place, rest), lines); continue; }
    for (const line of lines) {
      const { code, said } = await type(line);
      expect({ line, code, said }).toMatchObject({ line, code: rest === 'fails' ? 1 : 0 });
      expect(told.filter((word) => rest === 'fails' && !said.includes(word))).toEqual([]);
    }
  }
}, 120_000);

test('files, folders and options that the guide names are there', async () => {
  const help = `${(await type('npx peapod check --help')).said}${(await type('npx peapod new --help')).said}${(await type('npx peapod preview --help')).said}`;
  for (const [option] of guide.matchAll(/--(?:mutants|keys|module)\b/g)) expect(help).toContain(option);
  process.chdir(home);
  for (const [, path] of guide.matchAll(/`((?:exercises|engine|docs)\/[\w./-]+)`/g)) {
    if (path === undefined || /spare-pod|lost-pods|one-phase/.test(path)) continue;
    expect(() => readFileSync(path.endsWith('/') ? join(path, '.') : path)).not.toThrow(/ENOENT/);
  }
});
