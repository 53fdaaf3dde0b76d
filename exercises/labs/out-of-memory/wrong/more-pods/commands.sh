kubectl scale deployment/thumbs --replicas=4
