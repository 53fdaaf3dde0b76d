kubectl patch deployment cache --type=json -p '[{"op": "remove", "path": "/spec/template/spec/containers/0/resources"}]'
