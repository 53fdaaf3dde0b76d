kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision={{since}}
kubectl rollout status deployment/shop
