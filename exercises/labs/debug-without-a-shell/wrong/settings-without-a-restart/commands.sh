kubectl patch configmap prices -p '{"data":{"LISTEN":":8080"}}'
