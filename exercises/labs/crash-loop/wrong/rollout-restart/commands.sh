kubectl rollout restart deployment web api thumbs
sleep 30
