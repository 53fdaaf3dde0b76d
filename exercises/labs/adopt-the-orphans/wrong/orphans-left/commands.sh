kubectl rollout status deployment/till
kubectl delete rc till-2015
