kubectl rollout status deployment/db
kubectl set env deployment/orders DATABASE=db:{{port}}
kubectl rollout status deployment/orders
