import { createCluster } from '/work/main/engine/cluster/index.ts';
const t0=process.cpuUsage();
const c = createCluster({preset:'recorded', seed:'a', startTime:'2026-11-21T12:00:00Z'});
console.log('boot cpu', (process.cpuUsage(t0).user)/1e3, 'ms');
const m = c.createComputer({files:{'pod.yaml':`apiVersion: v1
kind: Pod
metadata:
  name: liveness-exec
spec:
  terminationGracePeriodSeconds: 5
  containers:
  - name: liveness
    image: busybox:1.36
    args: [/bin/sh, -c, "touch /tmp/healthy; sleep 15; rm -f /tmp/healthy; sleep 600"]
    livenessProbe:
      exec: {command: [cat, /tmp/healthy]}
      initialDelaySeconds: 5
      periodSeconds: 5
`}});
for (const l of ['kubectl get nodes -o wide','kubectl get pods -A -o wide','kubectl apply -f pod.yaml','sleep 3; kubectl get pods','kubectl get events --sort-by=.metadata.creationTimestamp','sleep 38; kubectl get pod']) { const r=c.runCommand(m,l); console.log('$',l,r.code); console.log(r.stdout+r.stderr); }
