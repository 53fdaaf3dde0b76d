kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision={{since}}
sleep 20
kubectl rollout pause deployment/shop
