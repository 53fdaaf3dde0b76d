kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]'
kubectl set resources deployment thumbs --limits=memory=384Mi
kubectl patch deployment api -p '{"spec":{"template":{"spec":{"containers":[{"name":"api","command":["sleep","86400"]}]}}}}'
sleep 30
