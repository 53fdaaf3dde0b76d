kubectl delete rc till-2015
kubectl delete pod till-anna till-ben
kubectl get deployments
echo '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"till"},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"till","hall":"{{hall}}"}},"template":{"metadata":{"labels":{"app":"till","hall":"{{hall}}"}},"spec":{"containers":[{"name":"nginx","image":"nginx:1.14.2"}]}}}}' > till.json
kubectl apply -f till.json
sleep 20
