kubectl get deployment shop -o yaml > both.yaml
kubectl patch deployment shop --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0"}]'
sed -e 's/^  name: shop$/  name: stats/' -e 's/app: shop/app: stats/' both.yaml > stats.yaml
kubectl apply -f stats.yaml
kubectl patch deployment stats --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/1"}]'
kubectl set env deployment/stats -c stats REPORT_PORT={{port}}
kubectl patch service stats -p '{"spec":{"selector":{"app":"stats"}}}'
kubectl rollout status deployment/stats
