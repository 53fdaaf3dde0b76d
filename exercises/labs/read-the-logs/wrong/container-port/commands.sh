kubectl set env deployment/db POSTGRES_PASSWORD={{password}}
kubectl rollout status deployment/db
kubectl set env deployment/orders DATABASE=db:5432
sleep 60
