kubectl exec deployment/shop -c stats -- sh -c 'kill $(ps | grep "[h]ttpd" | while read pid rest; do echo $pid; done)'
sleep 60
