kubectl create configmap rules -n shop --from-literal=opening=8:00 --from-literal=closing=18:00
kubectl create configmap rules -n bakery --from-literal=opening=8:00 --from-literal=closing=18:00
