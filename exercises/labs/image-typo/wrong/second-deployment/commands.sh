kubectl create deployment shop-new --image=nginx:{{version}} --replicas=3
sleep 30
