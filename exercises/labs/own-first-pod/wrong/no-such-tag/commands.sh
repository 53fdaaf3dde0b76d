kubectl run {{pod}} --image=nginx:{{tag}}0 --labels=app={{app}}
