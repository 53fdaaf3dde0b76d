sleep 40
