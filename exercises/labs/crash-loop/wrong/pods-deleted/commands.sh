kubectl delete pod --all
sleep 30
