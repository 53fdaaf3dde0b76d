kubectl label pods -l version=v1 version=v0 --overwrite
kubectl label pods -l version=v2 version=v1 --overwrite
sleep 20
