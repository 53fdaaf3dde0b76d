kubectl apply -f billing.yaml
sleep 5
