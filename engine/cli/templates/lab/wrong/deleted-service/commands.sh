kubectl create deployment web --image=nginx:1.14.2 --replicas=3
kubectl delete service web
