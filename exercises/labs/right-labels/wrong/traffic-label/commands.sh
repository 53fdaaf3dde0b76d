kubectl label pods -l 'version=v2,!alarm' traffic=on
kubectl set selector service web app=web,traffic=on
