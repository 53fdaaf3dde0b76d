kubectl set resources deployment/thumbs --requests=memory=128Mi
