kubectl patch deployment shop -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl set image deployment/shop page=nginx:{{version}}
sleep 30
