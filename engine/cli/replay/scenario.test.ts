import { parseScenario } from './scenario.ts';

test('header, script and files', () => {
  const scenario = parseScenario(`# title: A pod
# watch: pods events services
# watch-cluster: nodes
# time: 75s
$ kubectl apply -f pod.yaml
# a comment
sleep 1.5s
@node01 cat /etc/hostname
what is this
-- pod.yaml --
kind: Pod
# watch: not a header
-- dir/b.txt --
x`, 'pods', 'pod-a');
  expect(scenario).toEqual({
    area: 'pods', slug: 'pod-a', watch: ['pods', 'events', 'services'], watchCluster: ['nodes'],
    steps: [
      { type: 'command', command: 'kubectl apply -f pod.yaml' },
      { type: 'sleep', ms: 1500 },
      { type: 'command', node: 'node01', command: 'cat /etc/hostname' },
      { type: 'unparsed', line: 'what is this' },
    ],
    files: { 'pod.yaml': 'kind: Pod\n# watch: not a header', 'dir/b.txt': 'x' },
  });
});
