import { createWorld } from '../../testing/world.ts';
import { replayed, trimmed } from '../../testing/transcript.ts';

test.each([
  // @k8s golden kubectl/create-service-types
  ['create service', `
    $ kubectl create service clusterip a --tcp=80:8080 --tcp=443 -o jsonpath='{.spec.ports}{"\\n"}'
    [{"name":"80-8080","port":80,"protocol":"TCP","targetPort":8080},{"name":"443","port":443,"protocol":"TCP","targetPort":443}]
    $ kubectl create service clusterip b --clusterip=None
    service/b created
    $ kubectl create service clusterip c
    ! error: at least one tcp port specifier must be provided
    = 1
    $ kubectl create service clusterip c --tcp=80:http --tcp=x:1
    ! error: strconv.ParseUint: parsing "x": invalid syntax
    = 1
    $ kubectl create service clusterip c --tcp=70000
    ! error: strconv.ParseUint: parsing "70000": value out of range
    = 1
    $ kubectl create service clusterip c --tcp=80:Bad_Port
    ! error: must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)
    = 1
    $ kubectl create service nodeport d --tcp=80 --node-port=31000
    service/d created
    $ kubectl create service nodeport e --tcp=80 --node-port=31000
    ! error: failed to create NodePort service: Service "e" is invalid: spec.ports[0].nodePort: Invalid value: 31000: provided port is already allocated
    = 1
    $ kubectl create service nodeport e --tcp=80 --node-port=80
    ! error: failed to create NodePort service: Service "e" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767
    = 1
    $ kubectl create service externalname f
    ! error: required flag(s) "external-name" not set
    = 1
    $ kubectl create service externalname f --external-name=A_b
    ! error: invalid service external name A_b
    = 1
    $ kubectl create service externalname f --external-name=example.com --tcp=5432
    service/f created
    $ kubectl create service loadbalancer g --tcp=80 --dry-run=client -o name
    service/g
    $ kubectl create service foo
    ! error: unknown command "foo"
    ! See 'kubectl create service -h' for help and examples
    = 1
  `],
  ['create ingress', `
    $ kubectl create service clusterip d --tcp=80
    service/d created
    $ kubectl create ingress one --rule="foo.com/bar=svc1:8080,tls=my-cert" --rule="bar.com/x*=svc2:http" --default-backend=d:80 --class=nginx --annotation a=b
    ingress.networking.k8s.io/one created
    $ kubectl get ingress
    NAME   CLASS   HOSTS             ADDRESS   PORTS     AGE
    one    nginx   foo.com,bar.com             80, 443   0s
    $ kubectl get ingress one -o jsonpath='{.spec.rules[*].http.paths[*].pathType} {.spec.tls} {.metadata.annotations}{"\\n"}'
    Exact Prefix [{"hosts":["foo.com"],"secretName":"my-cert"}] {"a":"b"}
    $ kubectl create ingress two
    ! error: not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)
    = 1
    $ kubectl create ingress two --rule=foo
    ! error: rule foo is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]
    = 1
    $ kubectl create ingress two --rule=foo.com/=svc
    ! error: rule foo.com/=svc is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]
    = 1
    $ kubectl create ingress two --default-backend=d
    ! error: default-backend should be in format servicename:serviceport
    = 1
    $ kubectl create ingress two --rule=/*=svc:80 --annotation=x
    ! error: annotation x is invalid and should be in format key=[value]
    = 1
    $ kubectl describe ingress one
    Name:             one
    Labels:           <none>
    Namespace:        default
    Address:          
    Ingress Class:    nginx
    Default backend:  d:80 (<none>)
    TLS:
      my-cert terminates foo.com
    Rules:
      Host        Path  Backends
      ----        ----  --------
      foo.com     
                  /bar   svc1:8080 (<error: services "svc1" not found>)
      bar.com     
                  /x   svc2:http (<error: services "svc2" not found>)
    Annotations:  a: b
    Events:       <none>
  `],
  ['expose', `
    $ kubectl create service clusterip a --tcp=80
    service/a created
    $ kubectl create service externalname f --external-name=example.com --tcp=5432
    service/f created
    $ kubectl expose service a --name=a2 --port=90 --target-port=web -o jsonpath='{.spec.selector} {.spec.ports}{"\\n"}' --dry-run=client
    {"app":"a"} [{"port":90,"protocol":"TCP","targetPort":"web"}]
    $ kubectl expose service f --name=f2
    service/f2 exposed
    $ kubectl expose service a
    ! Error from server (AlreadyExists): services "a" already exists
    = 1
    $ kubectl expose configmap x
    ! Error from server (NotFound): configmaps "x" not found
    = 1
  `],
])('%s', (_, text) => {
  const world = createWorld();
  world.run('kubectl create namespace default');
  expect(replayed(world, text)).toBe(trimmed(text));
});
