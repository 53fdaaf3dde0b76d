kubectl set env deployment/db POSTGRES_PASSWORD={{password}}
kubectl rollout status deployment/db
sleep 5
kubectl set env deployment/orders DATABASE=$(kubectl get pod -l app=db -o jsonpath='{.items[0].status.podIP}'):5432
sleep 60
