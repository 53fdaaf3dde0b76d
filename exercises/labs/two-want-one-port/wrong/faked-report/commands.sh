kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"stats","command":["sh","-c","echo stats 0.9: watching the shop at localhost; mkdir /w; echo shop: open > /w/index.html; exec httpd -f -p {{port}} -h /w"]}]}}}}'
kubectl rollout status deployment/shop
