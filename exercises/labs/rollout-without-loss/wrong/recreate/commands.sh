sleep 60
sleep 60
