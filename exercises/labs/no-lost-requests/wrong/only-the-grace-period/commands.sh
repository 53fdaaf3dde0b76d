kubectl rollout status deployment/shop
