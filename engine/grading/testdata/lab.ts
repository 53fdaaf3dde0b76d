/** A small lab without a fault, to be broken in tests. Each line has its number. */
export const LAB: { readonly [path: string]: string } = {
  'exercise.yaml': `apiVersion: peapod/v1
kind: Lab
metadata: {name: sample}
title: {en: A sample, zh: 样例}
summary: {en: Make it work., zh: 让它运行起来。}
minutes: 5
skills: [deployment-basics]
cluster: three-nodes
params: {replicas: {int: [2, 3]}, app: {oneOf: [web, shop]}}
run:
- {id: calm, wait: 10s}
- {load: {id: steady, url: 'http://web.default/', rate: 5, for: 20s}}
- {id: boom, fault: {fault: node-power-off, node: node02}}
- {apply: extra.yaml}
forks:
- {id: again, run: [{id: pause, wait: 5s}]}
constraints:
- id: nothing-deleted
  title: {en: Nothing is deleted, zh: 什么都不删}
  forbid: {verbs: [delete], resources: [pods]}
  fail: {en: Something was deleted., zh: 有东西被删了。}
checks:
- id: ready
  title: {en: 'All {{replicas}} are ready', zh: '{{replicas}} 个都就绪'}
  points: 2
  resource:
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: '{{app}}'}
    status: {readyReplicas: '{{replicas}}', (availableReplicas >= 2): true}
  fail: {en: Not all are ready., zh: 没有全部就绪。}
- id: spread
  title: {en: Spread, zh: 分散}
  points: 1
  needs: [ready]
  when: {mode: always, after: boom}
  list: {apiVersion: v1, kind: Pod, labels: {app: web}}
  bind: {node: {apiVersion: v1, kind: Node, name: node01}}
  expr: items.size() > 0 && items.all(p, p.spec.nodeName != '') && node != null
  fail: {en: All on one node., zh: 都在一个节点上。}
- id: served
  title: {en: Served, zh: 有回答}
  points: 3
  load: steady
  when: {mode: atEnd}
  score: double(load.answered) / double(load.sent)
  scale: [0.9, 1]
  fail: {en: Requests were lost., zh: 丢了请求。}
- id: elsewhere
  title: {en: Elsewhere, zh: 别处}
  points: 1
  in: again
  select: {apiVersion: v1, kind: Service, name: web}
  expr: object.spec.type == 'ClusterIP'
  fail: {en: Another type., zh: 类型变了。}
`,
  'task.en.md': 'Run **{{replicas}}** of {{app}}.\n',
  'task.zh.md': '运行 **{{replicas}}** 个 {{app}}。\n',
  'start/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n',
  'exam/extra.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n',
  'solution/commands.sh': 'kubectl create deployment {{app}} --image=nginx --replicas={{replicas}}\n',
  'wrong/nothing/commands.sh': 'kubectl get pods\n',
  'wrong/nothing/expect.yaml': 'fails: [ready, served]\nskipped: [spread]\n',
  'wrong/one/commands.sh': 'kubectl create deployment web --image=nginx\n',
  'wrong/one/expect.yaml': 'fails: [ready]\nskipped: [spread]\n',
};

export const QUIZ = `apiVersion: peapod/v1
kind: Quiz
metadata: {name: sample}
title: {en: A sample, zh: 样例}
params: {count: {int: [2, 3]}}
world: {steps: [{command: 'kubectl create deployment web --image=nginx --replicas={{count}}'}, {wait: 30s}]}
questions:
- id: how-many
  type: number
  skill: deployment-basics
  stem: {en: 'You ask for {{count}}. How many Pods?', zh: '要了 {{count}} 个，有几个 Pod？'}
  explain: {en: As many as asked for., zh: 要几个就有几个。}
  value: pods.size()
- id: which
  type: single
  skill: deployment-basics
  stem: {en: Which is true?, zh: 哪个对？}
  options:
  - claim: pods.size() > 1
    text: {en: Several, zh: 几个}
    feedback: {en: Yes., zh: 对。}
  - claim: pods.size() == 0
    text: {en: None, zh: 没有}
    feedback: {en: No., zh: 不对。}
    misconception: M36
`;
