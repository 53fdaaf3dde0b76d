/** What needs containers: a whole cluster. */
import { createCluster } from '../../cluster/index.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

test.each([
  // @k8s golden pods/pod-exec
  ['exec', `
    $ kubectl exec shell -- sh -c 'echo out; echo err >&2; exit 3'
    out
    ! err
    ! command terminated with exit code 3
    = 3
    $ echo passed on | kubectl exec -i shell -- cat
    passed on
    $ echo not passed on | kubectl exec shell -- cat
    $ kubectl exec shell -c missing -- ls
    ! error: container missing is not valid for pod shell out of: shell
    = 1
    $ kubectl exec shell
    ! error: you must specify at least one command for the container
    = 1
    $ kubectl exec shell ls
    ! error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead
    ! See 'kubectl exec -h' for help and examples
    = 1
    $ kubectl exec none -- ls
    ! Error from server (NotFound): pods "none" not found
    = 1
    $ kubectl exec configmap/kube-root-ca.crt -- ls
    ! error: cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented
    = 1
    $ kubectl run done --image=busybox:1.36 --restart=Never -- true
    pod/done created
    $ kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/done
    pod/done condition met
    $ kubectl exec done -- ls
    ! error: cannot exec into a container in a completed pod; current phase is Succeeded
    = 1
  `],
  // @k8s golden pods/pod-logs-variants
  ['logs', `
    $ kubectl run two --image=busybox:1.36 --overrides='{"spec":{"containers":[{"name":"a","image":"busybox:1.36","command":["sh","-c","echo a1; echo a2; sleep 60"]},{"name":"b","image":"busybox:1.36","command":["sh","-c","echo b1; sleep 60"]}]}}'
    pod/two created
    $ kubectl wait --for=condition=Ready pod/two
    pod/two condition met
    $ kubectl logs two --tail=1
    a2
    ! Defaulted container "a" out of: a, b
    $ kubectl logs two --all-containers --prefix
    [pod/two/a] a1
    [pod/two/a] a2
    [pod/two/b] b1
    $ kubectl logs -l run=two -c b
    b1
    $ kubectl logs -l run=none
    ! No resources found in default namespace.
    $ kubectl logs two -c c
    ! error: container c is not valid for pod two out of: a, b
    = 1
    $ kubectl logs none
    ! error: error from server (NotFound): pods "none" not found in namespace "default"
    = 1
    $ kubectl logs two -c a --previous
    ! Error from server (BadRequest): previous terminated container "a" in pod "two" not found
    = 1
    $ kubectl run late --image=busybox:1.36 --restart=Never -- sh -c 'echo here'
    pod/late created
    $ sleep 0.2; kubectl logs -f late
    here
    ! container "late" in pod "late" is waiting to start: ContainerCreating
    $ kubectl logs -f -l run=two --all-containers --max-log-requests=1
    ! error: you are attempting to follow 2 log streams, but maximum allowed concurrency is 1, use --max-log-requests to increase the limit
    = 1
    $ timeout 1 kubectl logs -f two -c b
    b1
    = 124
  `],
  ['run and attach', `
    $ echo piped in | kubectl run once --image=busybox:1.36 --restart=Never --rm -i -q -- cat
    piped in
    $ kubectl run quick --image=busybox:1.36 --restart=Never -i -q -- sh -c 'sleep 4; echo over; exit 3'
    over
    ! error: pod default/quick terminated (Error)
    = 3
    $ kubectl attach done-already
    ! Error from server (NotFound): pods "done-already" not found
    = 1
  `],
  // @k8s golden cluster/svc-port-forward
  ['port-forward and proxy', `
    $ kubectl run web --image=nginx:1.27 --port=80 --expose
    service/web created
    pod/web created
    $ kubectl wait --for=condition=Ready pod/web
    pod/web condition met
    $ kubectl port-forward svc/web 8080:80 >/tmp/log & P=$!; sleep 1; curl -sI localhost:8080 | head -n 1 | tr -d '\\r'; kill $P; cat /tmp/log
    HTTP/1.1 200 OK
    Forwarding from 127.0.0.1:8080 -> 80
    Forwarding from [::1]:8080 -> 80
    Handling connection for 8080
    $ kubectl port-forward svc/web 8080:81
    ! error: Service web does not have a service port 81
    = 1
    $ kubectl port-forward pod/web 8080:81 >/tmp/log 2>&1 & sleep 1; curl -s localhost:8080; echo $?; tail -n 1 /tmp/log
    52
    error: lost connection to pod
    $ kubectl proxy --port=8001 & P=$!; sleep 1; curl -s http://localhost:8001/api/v1/namespaces/default/pods/web:80/proxy/ | head -n 1; curl -s http://localhost:8001/version | head -n 2; kill $P
    Starting to serve on 127.0.0.1:8001
    <!DOCTYPE html>
    {
      "major": "1",
  `],
  ['a watch through proxy, as it comes', `
    $ kubectl proxy --port=8002 >/dev/null & P=$!; sleep 1; curl -sN 'http://localhost:8002/api/v1/namespaces/default/configmaps?watch=1' > /tmp/w & sleep 1; kubectl create configmap seen -n default; sleep 1; grep -c '"name":"seen"' /tmp/w; kill $P
    configmap/seen created
    1
    $ kubectl proxy --port=8003 >/dev/null & P=$!; sleep 1; curl -s -m 2 'http://localhost:8003/api/v1/namespaces/default/configmaps?watch=1' | grep -c ADDED; kill $P
    2
  `],
  ['cp and debug', `
    $ echo content > /tmp/f; kubectl cp /tmp/f shell:/tmp/g; kubectl exec shell -- cat /tmp/g
    content
    $ kubectl cp shell:/tmp/g /tmp/h 2>/dev/null; cat /tmp/h
    content
    $ kubectl cp shell:/none /tmp/h
    ! tar: removing leading '/' from member names
    ! tar: /none: No such file or directory
    ! tar: error exit delayed from previous errors
    $ kubectl cp /none shell:/tmp/x
    ! error: /none doesn't exist in local filesystem
    = 1
    $ kubectl debug shell --image=busybox:1.36 --target=shell -- sleep 30
    Targeting container "shell". If you don't see processes from this container it may be because the container runtime doesn't support this feature.
    Defaulting debug container name to debugger-RANDOM.
    $ kubectl debug shell
    ! error: you must specify --image when not using --copy-to.
    = 1
    $ kubectl debug shell --copy-to=copy --set-image='*=busybox:1.28'
    $ kubectl get pod copy -o jsonpath='{.spec.containers[0].image}'
    busybox:1.28
  `],
])('%s', (_name, text) => {
  const cluster = createCluster({ preset: 'recorded', seed: 'streams', startTime: '2026-11-21T12:00:00Z' });
  const host = cluster.createComputer({});
  const run = (line: string) => {
    const { stdout, stderr, code } = cluster.runCommand(host, line);
    return { out: stdout, err: stderr, code };
  };
  run('kubectl run shell --image=busybox:1.36 -- sleep 3600; kubectl wait --for=condition=Ready pod/shell');
  expect(replayed({ run }, text)).toBe(trimmed(text));
});
