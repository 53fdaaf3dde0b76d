kubectl exec nightly -c shipper -- kill 1
sleep 5
