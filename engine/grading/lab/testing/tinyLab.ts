/** A small lab in memory for tests: a Deployment with two Pods and a Service; whatever else is given is put into exercise.yaml. */
import { loadLab } from '../load.ts';
import type { Lab } from '../lab.ts';

const text = (en: string): string => `{en: "${en}", zh: "${en} 中"}`;
export const said = { title: { en: 'A title', zh: '标题' }, fail: { en: 'Why it matters', zh: '为什么' } } as const;

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: web, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

export type TinyFiles = { readonly [path: string]: string };
/** The check that the solution (a third replica) solves. */
export const THREE = { id: 'three', ...said, points: 2, resource: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, status: { readyReplicas: 3 } } };

export function tinyFiles(spec: { readonly [key: string]: unknown }, more: TinyFiles = {}): TinyFiles {
  const whole = { skills: ['scaling'], minutes: 5, cluster: 'minikube', settle: '15s', checks: [THREE], ...spec };
  return {
    'exercise.yaml': `apiVersion: peapod/v1\nkind: Lab\nmetadata: {name: tiny}\ntitle: ${text('Tiny')}\nsummary: ${text('Scale it')}\n${Object.entries(whole).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('')}`,
    'task.en.md': 'Three replicas.\n', 'task.zh.md': '三个副本。\n',
    'start/web.yaml': WEB,
    'solution/commands.sh': 'kubectl scale deployment web --replicas=3\nsleep 10\n',
    'wrong/one/commands.sh': 'kubectl scale deployment web --replicas=1\n', 'wrong/one/expect.yaml': 'fails: [three]\n',
    'wrong/none/commands.sh': 'kubectl scale deployment web --replicas=0\n', 'wrong/none/expect.yaml': 'fails: [three]\n',
    ...more,
  };
}

export function tinyLab(spec: { readonly [key: string]: unknown } = {}, more: TinyFiles = {}): Lab {
  const files = tinyFiles(spec, more);
  const loaded = loadLab({ name: 'labs/tiny', paths: Object.keys(files).sort(), read: (path) => files[path] ?? '' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 1));
  return loaded.lab;
}
