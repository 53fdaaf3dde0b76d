kubectl set env deployment/orders DATABASE=db:{{port}}
sleep 60
