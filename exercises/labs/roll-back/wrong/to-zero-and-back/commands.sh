kubectl scale deployment shop --replicas=0
kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision={{since}}
sleep 10
kubectl scale deployment shop --replicas=4
sleep 20
