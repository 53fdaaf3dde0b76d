kubectl set resources deployment/shop --requests=memory=300Mi
kubectl patch deployment cache --type=json -p '[{"op": "remove", "path": "/spec/template/spec/containers/0/resources"}]'
kubectl patch deployment report --type=json -p '[{"op": "remove", "path": "/spec/template/spec/containers/0/resources"}]'
