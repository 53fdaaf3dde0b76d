kubectl scale deployment shop --replicas=0
kubectl set image deployment/shop page=nginx:{{version}}
kubectl scale deployment shop --replicas=3
kubectl rollout status deployment/shop
