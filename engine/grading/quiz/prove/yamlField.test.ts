import { editField, parsePath } from './yamlField.ts';

const FILE = `apiVersion: v1
kind: Service # a comment
metadata:
  name: web
  labels: {app.kubernetes.io/name: web}
spec:
  selector:
    app: ngnix
  ports:
  - port: 8000 # outside
    targetPort: 80
  - port: 9000
---
kind: Pod
spec:
  restartPolicy: Never
`;

test.each<[string, string | number | undefined, readonly number[], string]>([
  ['spec.selector.app', 'nginx', [8], '    app: nginx'],
  ['spec.ports[0].port', 80, [10], '  - port: 80 # outside'],
  ['spec.ports[1].port', undefined, [12], ''],
  ['spec.ports', undefined, [9, 10, 11, 12], ''],
  ['spec.selector', undefined, [7, 8], ''],
  ['spec.restartPolicy', 'Always', [16], '  restartPolicy: Always'],
  ["metadata.labels['app.kubernetes.io/name']", 'db', [5], ''],
  ['spec.type', 'NodePort', [6], ''],
])('%s → %j', (path, value, lines, line) => {
  const edited = editField(FILE, parsePath(path) ?? [], value);
  if (!edited.ok) throw new Error(edited.error);
  expect(edited.edited.lines).toEqual(lines);
  expect(line === '' || edited.edited.text.split('\n')[(lines[0] ?? 0) - 1] === line).toBe(true);
  expect(edited.edited.text).not.toBe(FILE);
});

test('what is no path, or not there, is told', () => {
  expect([parsePath(''), parsePath('a..b'), parsePath('a[x]'), parsePath('[0].a')]).toEqual([undefined, undefined, undefined, [0, 'a']]);
  expect(editField('a: 1\n', ['b', 'c'], 2)).toEqual({ ok: false, error: 'the file has no such field, and none above it' });
  expect(editField('a: [\n', ['a'], 2)).toMatchObject({ ok: false, error: expect.stringContaining('not valid YAML') });
});
