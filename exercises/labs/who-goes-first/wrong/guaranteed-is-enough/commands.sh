kubectl set resources deployment/shop --limits=cpu=500m,memory=300Mi
