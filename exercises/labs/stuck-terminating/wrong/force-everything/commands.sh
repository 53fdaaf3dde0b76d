kubectl delete pods --all --force --grace-period=0
sleep 10
