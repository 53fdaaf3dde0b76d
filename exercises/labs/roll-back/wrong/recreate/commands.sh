kubectl patch deployment shop -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision={{since}}
sleep 40
