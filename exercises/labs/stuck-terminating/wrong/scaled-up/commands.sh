kubectl scale statefulset ledger --replicas=2
sleep 30
