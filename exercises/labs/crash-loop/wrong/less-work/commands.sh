kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]'
kubectl patch configmap api -p '{"data":{"{{key}}":"{{port}}"}}'
kubectl patch deployment thumbs -p '{"spec":{"template":{"spec":{"containers":[{"name":"thumbs","command":["stress","--quiet","--vm","1","--vm-bytes","60M","--vm-hang","0"]}]}}}}'
sleep 30
