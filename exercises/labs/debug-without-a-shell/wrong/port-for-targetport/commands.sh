kubectl patch service prices --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":{{port}}}]'
kubectl rollout restart deployment/prices
kubectl rollout status deployment/prices
