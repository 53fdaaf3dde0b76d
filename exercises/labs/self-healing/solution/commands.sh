kubectl rollout status deployment web
kubectl delete pod web
