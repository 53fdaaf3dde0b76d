kubectl rollout status deployment/till
kubectl rollout pause deployment/till
kubectl delete rc till-2015
kubectl delete pod till-anna till-ben
