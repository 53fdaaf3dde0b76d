kubectl delete all --all -n warehouse
