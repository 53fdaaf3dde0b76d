kubectl set selector service web app=web
kubectl label pod -l alarm={{alarm}} app-
sleep 20
