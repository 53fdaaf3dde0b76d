kubectl set resources deployment/thumbs --requests=cpu=500m --limits=cpu=1,memory=128Mi
