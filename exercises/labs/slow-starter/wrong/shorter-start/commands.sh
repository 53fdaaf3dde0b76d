kubectl set env deployment/catalogue START_SECONDS=1
sleep 60
