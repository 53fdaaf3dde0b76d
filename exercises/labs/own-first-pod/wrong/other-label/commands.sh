kubectl run {{pod}} --image=nginx:{{tag}}
