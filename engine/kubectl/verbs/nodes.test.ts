import { createWorld } from '../testing/world.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

test.each([
  // @k8s golden kubectl/node-taint-cordon-dry-run
  ['taint', `
    $ kubectl taint nodes node01 dedicated=special:NoSchedule
    node/node01 tainted
    $ kubectl taint nodes node01 dedicated=other:NoSchedule
    ! error: node node01 already has dedicated taint(s) with same effect(s) and --overwrite is false
    = 1
    $ kubectl taint nodes node01 dedicated=other:NoSchedule --overwrite
    node/node01 modified
    $ kubectl get node node01 -o jsonpath='{.spec.taints[?(@.key=="dedicated")].value}'
    other
    $ kubectl taint nodes node01 dedicated:NoExecute-
    ! error: taint "dedicated:NoExecute" not found
    = 1
    $ kubectl taint nodes node01 dedicated-
    node/node01 untainted
    $ kubectl taint nodes node01 dedicated=x:Sometimes
    ! error: invalid taint effect: Sometimes, unsupported taint effect
    ! See 'kubectl taint -h' for help and examples
    = 1
    $ kubectl taint nodes node01 a=b:NoSchedule a=c:NoSchedule
    ! error: duplicated taints with the same key and effect: {a c NoSchedule <nil>}
    ! See 'kubectl taint -h' for help and examples
    = 1
    $ kubectl taint nodes node01
    ! error: at least one taint update is required
    = 1
  `],
  // @k8s golden cluster/node-cordon-uncordon
  ['cordon', `
    $ kubectl cordon node01
    node/node01 cordoned
    $ kubectl cordon node01
    node/node01 already cordoned
    $ kubectl uncordon node01 --dry-run=client
    node/node01 uncordoned (dry run)
    $ kubectl uncordon node01
    node/node01 uncordoned
    $ kubectl cordon missing
    ! Error from server (NotFound): nodes "missing" not found
    = 1
    $ kubectl cordon
    ! error: USAGE: cordon NODE [flags]
    ! See 'kubectl cordon -h' for help and examples
    = 1
  `],
  // @k8s golden cluster/node-drain-bare-pod
  ['drain', `
    $ kubectl run bare --image=nginx --overrides='{"spec":{"nodeName":"node01"}}'
    pod/bare created
    $ kubectl run cache --image=nginx --overrides='{"spec":{"nodeName":"node01","volumes":[{"name":"v","emptyDir":{}}]}}'
    pod/cache created
    $ kubectl drain node01
    node/node01 cordoned
    ! error: unable to drain node "node01" due to error: [cannot delete Pods that declare no controller (use --force to override): default/bare, cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache], continuing command...
    ! There are pending nodes to be drained:
    !  node01
    ! cannot delete Pods that declare no controller (use --force to override): default/bare
    ! cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache
    = 1
    $ kubectl drain node01 --force --delete-emptydir-data --dry-run=client
    node/node01 already cordoned (dry run)
    evicting pod default/bare (dry run)
    evicting pod default/cache (dry run)
    node/node01 drained (dry run)
    ! Warning: deleting Pods that declare no controller: default/bare, default/cache
    $ kubectl drain
    ! error: USAGE: drain NODE [flags]
    ! See 'kubectl drain -h' for help and examples
    = 1
  `],
])('%s', (_name, text) => {
  const world = createWorld();
  world.server.handle({ method: 'POST', path: '/api/v1/nodes', body: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node01' } } });
  expect(replayed(world, text)).toBe(trimmed(text));
});
