kubectl rollout restart deployment/prices
kubectl rollout status deployment/prices
