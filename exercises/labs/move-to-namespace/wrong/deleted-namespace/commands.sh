kubectl delete namespace warehouse
