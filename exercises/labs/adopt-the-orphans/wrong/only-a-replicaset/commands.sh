kubectl delete rc till-2015 --cascade=orphan
sleep 10
