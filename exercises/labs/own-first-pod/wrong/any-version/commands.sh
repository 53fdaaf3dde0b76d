kubectl run {{pod}} --image=nginx --labels=app={{app}}
