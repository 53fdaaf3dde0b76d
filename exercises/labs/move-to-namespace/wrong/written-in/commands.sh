kubectl delete deployment,service,configmap menu -n warehouse
