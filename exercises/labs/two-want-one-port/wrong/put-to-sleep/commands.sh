kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"stats","command":["sleep","86400"]}]}}}}'
kubectl rollout status deployment/shop
