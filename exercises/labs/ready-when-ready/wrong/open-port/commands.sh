sleep 75
