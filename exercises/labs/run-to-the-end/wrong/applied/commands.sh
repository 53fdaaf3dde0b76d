kubectl apply -f booking.yaml
sleep 15
