kubectl set resources deployment/thumbs --limits=memory=2Gi
