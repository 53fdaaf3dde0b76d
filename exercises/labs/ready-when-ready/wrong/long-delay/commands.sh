sleep 400
