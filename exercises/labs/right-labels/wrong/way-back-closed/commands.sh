kubectl set selector service web app=web,version=v2
kubectl label pod -l alarm={{alarm}} version-
kubectl scale deployment web-v1 --replicas=0
sleep 20
