kubectl patch service prices --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":{{port}}}]'
kubectl set env deployment/prices ECHO_TEXT='bread {{price}}'
kubectl rollout status deployment/prices
