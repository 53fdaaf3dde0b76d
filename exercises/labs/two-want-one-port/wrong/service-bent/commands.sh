kubectl patch service stats -p '{"spec":{"ports":[{"port":{{port}},"targetPort":80}]}}'
sleep 10
