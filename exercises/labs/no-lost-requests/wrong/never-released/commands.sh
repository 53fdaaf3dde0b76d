kubectl rollout status deployment/shop
kubectl rollout pause deployment/shop
