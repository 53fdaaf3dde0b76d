kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/hostname":"node02"}}}}}'
kubectl patch deployment cache --type=json -p '[{"op": "remove", "path": "/spec/template/spec/containers/0/resources"}]'
