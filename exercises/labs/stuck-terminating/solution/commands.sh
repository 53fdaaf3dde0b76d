kubectl delete pod ledger-0 --force --grace-period=0
sleep 10
