kubectl delete pod -l app=catalogue
sleep 60
