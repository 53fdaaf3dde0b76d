sleep 110
