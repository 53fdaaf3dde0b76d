kubectl set resources deployment/shop --requests=memory=300Mi
