kubectl apply -f claim.yaml
kubectl patch deployment db --type=json -p '[{"op":"replace","path":"/spec/template/spec/volumes/0","value":{"name":"data","persistentVolumeClaim":{"claimName":"data"}}}]'
kubectl rollout status deployment/db --timeout=120s
