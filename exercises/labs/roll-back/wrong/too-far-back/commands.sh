kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision=2
sleep 20
