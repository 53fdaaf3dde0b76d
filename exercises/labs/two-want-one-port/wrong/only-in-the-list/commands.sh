kubectl patch deployment shop -p '{"spec":{"template":{"spec":{"containers":[{"name":"stats","ports":[{"containerPort":{{port}}}]}]}}}}'
sleep 60
