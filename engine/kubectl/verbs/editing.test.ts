import { HOST_COMMANDS } from '../../script/index.ts';
import { createWorld, type World } from '../testing/world.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

function prepared(): World {
  const world = createWorld(HOST_COMMANDS);
  world.run('kubectl create configmap settings --from-literal=color=blue');
  world.files.write('/home/learner/work/applied.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\ndata: {color: blue}\n');
  world.run('kubectl apply -f applied.yaml');
  for (const name of ['kubectl-hello', 'kubectl-get']) world.files.write(`/bin/${name}`, '#!/bin/bash\necho hello "$@"; exit 3\n', { mode: 0o755 });
  world.files.write('/bin/kubectl-plain', 'x', { mode: 0o644 });
  return world;
}

test.each([
  ['edit', `
    $ KUBE_EDITOR='sed -i s/blue/green/' kubectl edit configmap settings
    configmap/settings edited
    $ KUBE_EDITOR='sed -i s/green/red/' kubectl edit configmap settings --output-patch
    Patch: {"data":{"color":"red"}}
    configmap/settings edited
    $ KUBE_EDITOR=true kubectl edit configmap settings
    ! Edit cancelled, no changes made.
    $ KUBE_EDITOR=false kubectl edit configmap settings
    ! error: there was a problem with the editor "false"
    = 1
  `],
  ['edit-last-applied', `
    $ KUBE_EDITOR='sed -i s/blue/green/' kubectl apply edit-last-applied configmap/applied
    configmap/applied edited
    $ kubectl get configmap applied -o jsonpath='{.data.color}{"\\n"}'
    blue
    $ kubectl apply view-last-applied configmap applied -o json | grep color
        "color": "green"
    $ KUBE_EDITOR=true kubectl apply edit-last-applied configmap/settings
    ! error: no last-applied-configuration annotation found on resources, to create the annotation, use command \`kubectl apply set-last-applied --create-annotation\`
    = 1
  `],
  ['plugins', `
    $ kubectl hello a -b
    hello a -b
    = 3
    $ kubectl plugin list
    The following compatible plugins are available:

    /bin/kubectl-get
    /bin/kubectl-hello
    /bin/kubectl-plain
    !   - warning: kubectl-get overwrites existing command: "kubectl get"
    !   - warning: /bin/kubectl-plain identified as a kubectl plugin, but it is not executable
    ! error: 2 plugin warnings were found
    = 1
    $ kubectl nothing
    ! error: unknown command "nothing" for "kubectl"
    = 1
  `],
])('%s', (_, text) => {
  expect(replayed(prepared(), text)).toBe(trimmed(text));
});
