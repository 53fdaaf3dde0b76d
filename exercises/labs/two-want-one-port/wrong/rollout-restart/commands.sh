kubectl rollout restart deployment/shop
sleep 60
