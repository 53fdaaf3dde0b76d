kubectl patch service shop -p '{"spec":{"publishNotReadyAddresses":true}}'
sleep 75
