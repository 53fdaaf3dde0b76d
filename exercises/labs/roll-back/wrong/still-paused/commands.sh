kubectl set image deployment/shop till=busybox:1.36
kubectl set env deployment/shop RELEASE=4.2 TAX={{tax}}
sleep 20
