sleep 75
kubectl set env deployment/shop PRICE_LIST_SECONDS=1
sleep 40
