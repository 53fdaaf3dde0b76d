kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision={{since}}
kubectl patch service shop -p '{"spec":{"type":"NodePort"}}'
sleep 20
