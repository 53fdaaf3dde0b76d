kubectl rollout status deployment/till
kubectl scale rc till-2015 --replicas=0
kubectl delete pod till-anna till-ben
