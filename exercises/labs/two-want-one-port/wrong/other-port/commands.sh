kubectl set env deployment/shop -c stats REPORT_PORT=8081
kubectl rollout status deployment/shop
