kubectl set resources deployment/shop --requests=memory=4Gi
kubectl patch deployment cache --type=json -p '[{"op": "remove", "path": "/spec/template/spec/containers/0/resources"}]'
