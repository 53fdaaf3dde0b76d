kubectl set selector service web app=web,version=v2
kubectl delete pod -l alarm={{alarm}}
sleep 20
