kubectl set resources deployment/thumbs --limits=memory=200Mi
