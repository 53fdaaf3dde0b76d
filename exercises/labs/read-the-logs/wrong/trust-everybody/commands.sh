kubectl set env deployment/db POSTGRES_HOST_AUTH_METHOD=trust
kubectl rollout status deployment/db
kubectl set env deployment/orders DATABASE=db:{{port}}
sleep 30
