kubectl delete pod -l app=shop
sleep 20
