kubectl rollout resume deployment/shop
kubectl rollout undo deployment/shop --to-revision={{since}}
kubectl rollout status deployment/shop
kubectl delete $(kubectl get rs -o jsonpath='{range .items[?(@.spec.replicas==0)]}replicaset/{.metadata.name} {end}')
sleep 20
