kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]'
kubectl set resources deployment thumbs --limits=memory=384Mi
kubectl patch configmap api -p '{"data":{"{{key}}":"80"}}'
kubectl patch service api -p '{"spec":{"ports":[{"port":80,"targetPort":80}]}}'
sleep 30
