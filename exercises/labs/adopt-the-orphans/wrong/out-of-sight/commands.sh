kubectl rollout status deployment/till
kubectl delete rc till-2015
kubectl label pod till-anna till-ben hall=attic --overwrite
sleep 5
