kubectl create deployment web --image=nginx:1.14.2
kubectl delete pod web
