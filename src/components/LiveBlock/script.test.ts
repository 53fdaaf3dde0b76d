import { parseScript } from './script.ts';

test.each([
  ['kubectl get pods\nkubectl get nodes', ['kubectl get pods', 'kubectl get nodes'], ['', '']],
  ['$ kubectl get pods\nNAME\nnginx\n$ echo hi\nhi', ['kubectl get pods', 'echo hi'], ['NAME\nnginx\n', 'hi\n']],
  ['$ echo a \\\n  b\na b', ['echo a \\', '  b'], ['a b\n']],
])('parseScript(%j)', (code, commands, outputs) => {
  const script = parseScript(code);
  expect(script.commands).toEqual(commands);
  expect(script.steps.map(({ output }) => output)).toEqual(outputs);
});
