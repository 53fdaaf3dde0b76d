kubectl rollout status deployment/bakery --timeout=59s
