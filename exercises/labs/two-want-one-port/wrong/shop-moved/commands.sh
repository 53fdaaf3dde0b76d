kubectl apply -f web.yaml
kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","volumeMounts":[{"name":"conf","mountPath":"/etc/nginx/conf.d"}]}],"volumes":[{"name":"conf","configMap":{"name":"web"}}]}}}}'
kubectl rollout status deployment/shop
