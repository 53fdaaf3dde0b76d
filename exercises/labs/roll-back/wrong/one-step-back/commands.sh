kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop
sleep 20
