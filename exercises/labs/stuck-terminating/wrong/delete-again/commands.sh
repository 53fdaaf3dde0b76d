kubectl delete pod ledger-0 --wait=false
sleep 60
