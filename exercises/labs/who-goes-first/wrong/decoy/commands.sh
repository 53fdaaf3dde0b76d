kubectl set resources deployment/shop --requests=memory=300Mi
kubectl run stand-in --image=polinux/stress:1.0.4 -l app=cache --overrides='{"spec":{"nodeName":"node01"}}' --command -- stress --vm 1 --vm-bytes 800M --vm-hang 0
kubectl rollout status deployment/shop
sleep 10
