kubectl delete deployment shop
kubectl create deployment shop --image=nginx:{{version}} --replicas=3
kubectl rollout status deployment/shop
