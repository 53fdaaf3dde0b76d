kubectl patch deployment orders -p '{"spec":{"template":{"spec":{"containers":[{"name":"orders","command":["sleep","86400"],"readinessProbe":null,"livenessProbe":null}]}}}}'
sleep 60
