kubectl replace --force -f nightly.yaml
sleep 5
