kubectl set image deployment/shop page=nginx:{{version}}
kubectl patch service shop -p '{"spec":{"selector":{"app":"shop-new"}}}'
sleep 20
