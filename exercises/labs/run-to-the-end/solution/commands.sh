kubectl replace --force -f booking.yaml
sleep 15
