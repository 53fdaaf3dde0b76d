kubectl delete pod {{name}}
kubectl create deployment {{name}} --image=busybox:1.36 -- sh -c "sleep 2; wget -q -O /dev/null 'http://ledger/?book={{day}}' || exit {{code}}"
sleep 15
