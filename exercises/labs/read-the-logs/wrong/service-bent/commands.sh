kubectl set env deployment/db POSTGRES_PASSWORD={{password}}
kubectl patch service db -p '{"spec":{"ports":[{"port":{{port}},"$patch":"delete"},{"port":5432,"targetPort":5432}]}}'
kubectl set env deployment/orders DATABASE=db:5432
sleep 60
