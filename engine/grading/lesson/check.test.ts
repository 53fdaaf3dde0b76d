import { checkLesson } from './check.ts';

const lesson = (printed: string): string => `---\ntitle: A lesson\n---\n\nLook.\n\n\`\`\`sh live id=one\n$ kubectl get pod web\n${printed}\n\`\`\`\n`;
const RIGHT = 'Error from server (NotFound): pods "web" not found';

test('a block that prints what stands there, one that does not, and one that the other language lacks', () => {
  expect(checkLesson('x/y', [{ file: 'en.mdx', text: lesson(RIGHT) }, { file: 'zh.mdx', text: lesson(RIGHT) }], {})).toEqual({ blocks: 1, problems: [] });
  const { problems } = checkLesson('x/y', [{ file: 'en.mdx', text: lesson('web   1/1   Running') }, { file: 'zh.mdx', text: 'Nothing.\n' }], {});
  expect(problems).toMatchObject([
    { file: 'en.mdx', line: 9, message: `this block prints something else: here stands "web   1/1   Running", a run prints ${JSON.stringify(RIGHT)}` },
    { file: 'zh.mdx', message: '0 live blocks, in en.mdx there are 1' },
  ]);
}, 30_000);

test('a command that does not exist', () => {
  const { problems } = checkLesson('x/y', [{ file: 'en.mdx', text: '```sh live\n$ kubctl get pods\nbash: kubctl: command not found\n```\n' }], {});
  expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(/^a command of this block fails: .*kubctl: command not found/) }]);
});
