kubectl label pod till-anna till-ben since=2015
kubectl scale rc till-2015 --replicas=4
sleep 10
