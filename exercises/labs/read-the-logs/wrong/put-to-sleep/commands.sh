kubectl set env deployment/db POSTGRES_PASSWORD={{password}}
kubectl patch deployment orders -p '{"spec":{"template":{"spec":{"containers":[{"name":"orders","command":["sleep","86400"]}]}}}}'
sleep 40
