kubectl delete deployment db
kubectl apply -f db.yaml
kubectl rollout status statefulset/db --timeout=120s
