kubectl create deployment till --image=nginx:1.14.2 --replicas=4
kubectl rollout status deployment/till
kubectl patch service till -p '{"spec":{"selector":{"hall":null}}}'
kubectl delete rc till-2015
kubectl delete pod till-anna till-ben
