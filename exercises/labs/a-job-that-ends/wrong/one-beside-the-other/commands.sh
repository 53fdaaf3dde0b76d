kubectl delete cronjob billing
kubectl apply -f billing.yaml
sleep 5
