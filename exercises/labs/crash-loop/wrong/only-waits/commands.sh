kubectl patch deployment web --type json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/command"}]'
kubectl patch configmap api -p '{"data":{"{{key}}":"{{port}}"}}'
kubectl patch deployment thumbs --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","sleep 86400; stress --vm 1 --vm-bytes {{need}}M --vm-hang 0"]}]'
sleep 30
