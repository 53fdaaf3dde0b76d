kubectl run web-1 --image=nginx:1.14.2 --labels=app=web
kubectl run web-2 --image=nginx:1.14.2 --labels=app=web
kubectl run web-3 --image=nginx:1.14.2 --labels=app=web
