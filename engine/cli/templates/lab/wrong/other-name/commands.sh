kubectl create deployment nginx --image=nginx:1.14.2 --replicas=3
