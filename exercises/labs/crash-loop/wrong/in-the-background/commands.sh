kubectl patch configmap api -p '{"data":{"{{key}}":"{{port}}"}}'
kubectl set resources deployment thumbs --limits=memory=384Mi
kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","command":["nginx"]}]}}}}'
sleep 30
