sleep 40
kubectl patch service orders -p '{"spec":{"selector":{"app":"none"}}}'
