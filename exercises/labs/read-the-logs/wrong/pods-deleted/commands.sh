kubectl delete pod --all
sleep 60
