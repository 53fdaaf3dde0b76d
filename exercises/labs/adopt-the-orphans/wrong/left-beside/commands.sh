kubectl rollout status deployment/till
