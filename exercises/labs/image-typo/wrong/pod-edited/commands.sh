kubectl set image $(kubectl get pods -l app=shop -o name) page=nginx:{{version}}
sleep 30
