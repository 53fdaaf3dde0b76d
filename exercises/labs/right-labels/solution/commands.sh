kubectl set selector service web app=web,version=v2
kubectl label pod -l alarm={{alarm}} version-
sleep 20
