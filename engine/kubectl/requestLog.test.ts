import { createWorld } from './testing/world.ts';

const world = createWorld();
/** Lines of the program itself, without what differs from run to run. */
const logged = (line: string): string[] => world.run(line).err.split('\n').filter((each) => each !== '' && !each.includes('envvar')).map((each) => each.replace(/^I.*\.go:\d+\] (?:"Response" )?/, ''));
const SERVER = 'https://172.30.0.11:6443';
const answered = (verb: string, path: string, status: string): string => `verb="${verb}" url="${SERVER}${path}" status="${status}" milliseconds=2`;
const CONFIG = expect.stringMatching(/^Config loaded from file: {2}\S+\/config$/) as string; // an asymmetric matcher, where a text is compared
const APPS = '/apis/apps/v1/namespaces/default/deployments';
const PODS = '/api/v1/namespaces/default/pods';

// @k8s a real kubectl v1.36.3 asked with -v=6: methods, addresses and statuses are the same, in the same order
test.each([
  ['kubectl create deployment web --image=nginx:1.14.2 -v=6', [answered('POST', `${APPS}?fieldManager=kubectl-create&fieldValidation=Strict`, '201 Created')]],
  ['kubectl get pods,deploy -l app=web -v=6', [answered('GET', `${PODS}?labelSelector=app%3Dweb&limit=500`, '200 OK'), answered('GET', `${APPS}?labelSelector=app%3Dweb&limit=500`, '200 OK')]],
  ['kubectl scale deployment web --replicas=2 -v=6', [answered('GET', `${APPS}/web`, '200 OK'), answered('PATCH', `${APPS}/web/scale`, '200 OK')]],
  ['kubectl get pod nope -v=6', [answered('GET', `${PODS}/nope`, '404 Not Found'), 'Error from server (NotFound): pods "nope" not found']],
])('%s', (line, expected) => {
  expect(logged(line)).toEqual([CONFIG, ...expected]);
});

test('what is in ~/.kube/cache is not asked, and headers are not shown', () => {
  expect(logged('kubectl get pdos -v=6')).toEqual([CONFIG, 'error: the server doesn\'t have a resource type "pdos"']);
  expect(world.run('kubectl get pods -v=1').err.split('\n').filter((each) => each.includes('Feature gate default state'))).toHaveLength(10);
  expect(world.run('kubectl get deploy web -v=0').err).toBe('');
  expect(logged('kubectl get deploy web -v=8')[0]).toBe('Warning: headers and bodies of requests are not shown here; -v=8 shows what -v=6 does');
});
