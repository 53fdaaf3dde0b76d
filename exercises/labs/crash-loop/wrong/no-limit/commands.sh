kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]'
kubectl patch configmap api -p '{"data":{"{{key}}":"{{port}}"}}'
kubectl patch deployment thumbs --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources"}]'
sleep 30
