kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]'
kubectl patch configmap api -p '{"data":{"{{key}}":"{{port}}"}}'
kubectl set resources deployment thumbs --limits=memory={{need}}Mi
sleep 30
