/** Compared with the real kubectl 1.36. */
import { replayed, trimmed } from '../../testing/transcript.ts';
import { createWorld } from '../../testing/world.ts';

test.each([
  ['users and clusters with certificates', `
    $ kubectl config set-credentials jane --client-certificate=a.crt --client-key=a.key
    User "jane" set.
    $ kubectl config set-credentials bob --token=x
    User "bob" set.
    $ kubectl config set-credentials bob --username=u --password=p
    User "bob" set.
    $ kubectl config set-credentials bob --token=x --username=u
    ! error: you cannot specify more than one authentication method at the same time: --token, --username/--password
    = 1
    $ kubectl config set-credentials e --client-certificate=none --embed-certs
    ! error: could not stat client-certificate file none: stat none: no such file or directory
    = 1
    $ kubectl config set-credentials e --embed-certs
    ! error: you must specify a --client-certificate or --client-key to embed
    = 1
    $ kubectl config set-cluster c --server=https://1.2.3.4/ --certificate-authority=a.crt
    Cluster "c" set.
    $ kubectl config set-cluster c --insecure-skip-tls-verify
    Cluster "c" set.
    $ kubectl config set-cluster c --insecure-skip-tls-verify --certificate-authority=a.crt
    ! error: you cannot specify a certificate authority and insecure mode at the same time
    = 1
    $ kubectl config set-context x --cluster=c --user=jane
    Context "x" created.
    $ kubectl config view -o jsonpath='{.users}{"\\n"}{.clusters}'
    [{"name":"bob","user":{"password":"REDACTED","username":"u"}},{"name":"jane","user":{"client-certificate":"a.crt","client-key":"a.key"}}]
    ! [{"cluster":{"insecure-skip-tls-verify":true,"server":"https://1.2.3.4/"},"name":"c"}]
    $ kubectl config set-credentials jane --client-certificate=a.crt --embed-certs
    User "jane" set.
    $ kubectl config view --flatten -o jsonpath='{.users}'
    ! [{"name":"bob","user":{"password":"p","username":"u"}},{"name":"jane","user":{"client-certificate-data":"Q0VSVAo=","client-key-data":"S0VZCg=="}}]
  `],
  ['mistakes', `
    $ kubectl config set-context
    ! error: you must specify a non-empty context name or --current
    = 1
    $ kubectl config delete-user a b
    ! error: user to delete is required
    ! See 'kubectl config delete-user -h' for help and examples
    = 1
    $ kubectl config set foo.bar x
    ! error: unable to parse foo.bar after [] at api.Config
    = 1
  `],
  ['credentials that cannot be used', `
    $ kubectl get pods --client-certificate=none --client-key=none2 --user=kubernetes-admin
    ! Error in configuration: 
    ! * unable to read client-cert none for kubernetes-admin due to open none: no such file or directory
    ! * unable to read client-key none2 for kubernetes-admin due to open none2: no such file or directory
    = 1
    $ kubectl get pods --client-certificate=a.crt --client-key=a.key
    ! error: tls: failed to find any PEM data in certificate input
    = 1
    $ kubectl get pods --as-group=devs
    ! error: requesting uid, groups or user-extra for kubernetes-admin without impersonating a user
    = 1
  `],
])('%s', (name, text) => {
  const world = createWorld();
  for (const file of ['a.crt', 'a.key']) world.files.write(`/home/learner/work/${file}`, file === 'a.crt' ? 'CERT\n' : 'KEY\n');
  const own = name === 'credentials that cannot be used' ? world : { run: (line: string) => world.run(`KUBECONFIG=/home/learner/work/c ${line}`) };
  // A line without its end is shown as if it came from stderr.
  expect(replayed(own, text).replace(/^(\[\{"(?:cluster|name)".*)$/gm, '$1')).toBe(trimmed(text).replace(/^! (\[\{)/gm, '$1'));
});
