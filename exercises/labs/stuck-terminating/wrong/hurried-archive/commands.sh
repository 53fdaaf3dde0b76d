kubectl delete pod ledger-0 --force --grace-period=0
kubectl delete pod archive-0 --grace-period=1 --wait=false
sleep 10
