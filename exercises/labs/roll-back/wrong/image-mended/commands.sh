kubectl set image deployment/shop till=busybox:1.36
kubectl rollout resume deployment/shop
sleep 20
