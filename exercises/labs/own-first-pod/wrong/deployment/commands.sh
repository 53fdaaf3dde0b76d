kubectl create deployment {{pod}} --image=nginx:{{tag}}
