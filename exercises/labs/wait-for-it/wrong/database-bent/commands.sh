kubectl patch deployment db -p '{"spec":{"replicas":1}}'
sleep 20
