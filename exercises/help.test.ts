/** What goes as it should needs no help. That each wrong turn leads to its help is proved by `npx peapod check help`, a part of `check all`. */
import { loadHelp, printDiagnostic, tryTurn } from '../engine/grading/index.ts';
import { helpText, lessonHeadings, lessonIds, wrongFiles } from '../engine/cli/exercises.ts';

const ROOT = 'exercises';
const { file, text } = helpText(ROOT);
const loaded = loadHelp(file, text, { lessons: lessonIds(ROOT), headings: lessonHeadings(ROOT) });
const entries = loaded.ok ? loaded.entries : [];

test('it can be read, and is reached by many wrong turns', () => {
  expect(loaded.ok ? [] : loaded.problems.map(printDiagnostic)).toEqual([]);
  expect(new Set(entries.flatMap(({ tried }) => tried.map((lines) => lines.join('\n')))).size).toBeGreaterThan(80);
});

test.each([
  [['kubectl apply -f nginx-deployment.yaml']],
  [['kubectl apply -f nginx-deployment.yaml', 'sleep 1', 'kubectl get pods']],
  [['kubectl apply -f nginx-deployment.yaml', 'sleep 20', 'kubectl get all']],
  [['kubectl apply -f nginx-deployment.yaml', 'kubectl apply -f nginx-service.yaml', 'sleep 20', 'kubectl get services']],
  [['kubectl apply -f nginx-service.yaml']],
  [['kubectl create -f simple-pod.yaml', 'sleep 10', 'kubectl logs nginx']],
  [['kubectl create -f simple-pod.yaml', 'sleep 10', 'kubectl describe pod nginx']],
  [['kubectl create -f simple-pod.yaml', 'sleep 10', 'kubectl delete pod nginx']],
  [['kubectl get pods']],
  [['kubectl get pods -A']],
  [['kubectl describe nodes']],
  [['kubectl get services,endpointslices -A']],
  [['kubectl run one --image=busybox:1.36 --restart=Never -- true', 'sleep 10', 'kubectl get pods']],
  [['kubectl create job pi --image=busybox:1.36 -- true', 'sleep 10', 'kubectl get jobs,pods']],
])('%j', (lines) => { expect(tryTurn(entries, lines, wrongFiles(ROOT)).id).toBeUndefined(); });
