kubectl patch deployment shop --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0"}]'
kubectl rollout status deployment/shop
