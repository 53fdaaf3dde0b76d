kubectl delete deployment db
kubectl delete service db
kubectl apply -f db.yaml
sleep 60
