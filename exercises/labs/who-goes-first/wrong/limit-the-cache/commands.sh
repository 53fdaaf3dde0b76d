kubectl set resources deployment/shop --requests=memory=300Mi
kubectl set resources deployment/cache --requests=memory=64Mi --limits=memory=64Mi
