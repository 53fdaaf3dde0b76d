/** @jest-environment node */
import { startSession } from '@site/engine/index.ts';
import { traceCommand } from './trace.ts';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: nginx}\nspec: {containers: [{name: a, image: nginx}]}\n';
function traced(text: string): readonly string[] {
  const { session, cluster } = startSession({ seed: 'trace', preset: 'three-nodes', files: { 'pod.yaml': pod } });
  session.advance(1000);
  const { requests } = traceCommand(session, (listener) => cluster.api.onRequest(listener), { type: 'line', terminal: 'main', text, at: session.at }, 60_000);
  return requests.map(({ verb, path, code, stages }) => `${verb} ${path.split('?')[0]} ${code} ${stages.at(-1)?.stage} ${stages.at(-1)?.verdict}`);
}

test.each([
  ['kubectl apply -f pod.yaml', ['get /api/v1/namespaces/default/pods/nginx 404 storage refused', 'create /api/v1/namespaces/default/pods 201 storage changed']],
  ['kubectl get pods --as jane', ['list /api/v1/namespaces/default/pods 403 authorization refused']],
  ['echo nothing', []],
])('%s', (text, wanted) => expect(traced(text)).toEqual(wanted));
