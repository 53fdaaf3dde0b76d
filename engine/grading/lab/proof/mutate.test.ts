import { commandMutations, mutationsOf } from './mutate.ts';

const changes = (text: string): string[] => mutationsOf(text).map(({ path, change }) => `${path}: ${change}`);

test('each field is dropped and changed as its type suggests', () => {
  expect(changes(`apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  paused: false
  selector: {matchLabels: {app: web}}
  template:
    spec:
      restartPolicy: Always
      containers: [{name: a, image: nginx, resources: {limits: {memory: 64Mi}}}]
`)).toEqual([
    'metadata.name: dropped', 'metadata.name: web → web-x', 'metadata.labels: dropped', 'metadata.labels.app: dropped', 'metadata.labels: app renamed app-x', 'metadata.labels.app: web → web-x',
    'spec: dropped', 'spec.replicas: dropped', 'spec.replicas: 2 → 3', 'spec.replicas: 2 → 1', 'spec.replicas: 2 → 4', 'spec.replicas: 2 → 0', 'spec.paused: dropped', 'spec.paused: false → true',
    'spec.selector: dropped', 'spec.selector.matchLabels: dropped', 'spec.selector.matchLabels.app: dropped', 'spec.selector.matchLabels: app renamed app-x', 'spec.selector.matchLabels.app: web → web-x',
    'spec.template: dropped', 'spec.template.spec: dropped', 'spec.template.spec.restartPolicy: dropped', 'spec.template.spec.restartPolicy: Always → Never', 'spec.template.spec.restartPolicy: Always → OnFailure',
    'spec.template.spec.containers: dropped', 'spec.template.spec.containers[0]: dropped', 'spec.template.spec.containers: [0] doubled',
    'spec.template.spec.containers[0].name: dropped', 'spec.template.spec.containers[0].name: a → a-x', 'spec.template.spec.containers[0].image: dropped', 'spec.template.spec.containers[0].image: nginx → nginx-x',
    'spec.template.spec.containers[0].resources: dropped', 'spec.template.spec.containers[0].resources.limits: dropped', 'spec.template.spec.containers[0].resources.limits.memory: dropped',
    'spec.template.spec.containers[0].resources.limits: memory renamed memory-x', 'spec.template.spec.containers[0].resources.limits.memory: 64Mi → 128Mi', 'spec.template.spec.containers[0].resources.limits.memory: 64Mi → 0Mi',
    ': label app=web renamed app=web-x everywhere',
  ]);
});

test('documents of a file, and nothing of a file that is none', () => {
  expect(changes('kind: ConfigMap\napiVersion: v1\ndata: {a: x}\n---\nkind: ConfigMap\napiVersion: v1\n')).toEqual([
    '[0]: dropped', '[0] data: dropped', '[0] data.a: dropped', '[0] data: a renamed a-x', '[0] data.a: x → x-x', '[1]: dropped']);
  expect(mutationsOf('kind: [')).toEqual([]);
});

test.each([
  ['kubectl scale deployment web --replicas=3', ['dropped', '3 → 4', '3 → 2']],
  ['kubectl set image deployment/web web=nginx:1.25', ['dropped']],
  ['sleep 5', []], ['kubectl get pods', []], ['kubectl rollout status deployment web', []], ['kubectl rollout undo deployment web', ['dropped']],
])('command %s', (line, expected) => {
  expect(commandMutations([line]).map(({ change }) => change)).toEqual(expected);
});
