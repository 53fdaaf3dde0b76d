kubectl scale deployment db --replicas=2
sleep 40
