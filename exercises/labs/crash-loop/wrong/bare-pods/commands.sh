kubectl set resources deployment thumbs --limits=memory=384Mi
kubectl scale deployment web api --replicas=0
kubectl run web-1 --image=nginx:1.14.2 --labels=app=web
kubectl run api-1 --image=busybox:1.36 --labels=app=api -- sh -c "mkdir /www; echo pictures > /www/index.html; exec httpd -f -p {{port}} -h /www"
sleep 30
