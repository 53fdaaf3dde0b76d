/** The images of the cluster that was recorded: few names, several tags for one image. @k8s golden README "The world of the recordings" */
import { imageConfig, type ImageModel } from './image.ts';
import { nginxProgram } from './programs/nginx/program.ts';
import { systemImages } from './images/system.ts';
import { busyboxUserland } from './userland.ts';

export type RecordedImage = {
  readonly repository: string; readonly tags: readonly string[]; readonly id: string; readonly digest: string | undefined;
  readonly size: number; readonly version: string; readonly build: ImageModel['build'];
};

/** As far as the recordings print them; `registry.ts` fills the rest. @k8s golden cluster/adm-crictl-tour */
const BUSYBOX_ID = 'e3c4c979329fd119a6d4ec1eed509b6f0b6faea5871e2cad618bf0e32fd050d2';
const ALPINE_ID = '66720952a3407';
const WELCOME = '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n</body>\n</html>\n';
const CONFIG = 'worker_processes 1;\nerror_log /dev/stderr notice;\npid /tmp/nginx.pid;\nevents { worker_connections 64; }\nhttp {\n  default_type text/html;\n  server {\n    listen 80;\n    location / { root /usr/share/nginx/html; index index.html; }\n  }\n}\n';

const smallSystem: ImageModel['build'] = () => {
  const { files, programs } = busyboxUserland();
  return { config: imageConfig({ command: ['sh'] }), files, programs, memoryBytes: 200_000 };
};

/** Prints as nginx 1.22.1 whatever the tag says. @k8s golden pods/pod-kitchen-sink, cluster/svc-port-forward */
const smallNginx: ImageModel['build'] = (version) => {
  const { files, programs } = busyboxUserland({
    '/etc/nginx/nginx.conf': CONFIG, '/usr/share/nginx/html/index.html': WELCOME, '/usr/sbin/nginx': { content: { zeros: 1_400_000 }, mode: 0o755 },
  });
  const program = nginxProgram({
    version: '1.22.1', notices: true, builtBy: undefined, logFormat: 'combined', workers: 1, root: '/etc/nginx/html', openFiles: 20_000, writes: { cache: undefined, pid: undefined },
  });
  return {
    config: imageConfig({ command: ['nginx', '-g', 'daemon off;'], environment: [['NGINX_VERSION', version]], stopSignal: 'QUIT' }),
    files, programs: new Map([...programs, ['/usr/sbin/nginx', program]]), memoryBytes: 1_200_000,
  };
};

const nginx = (tags: readonly string[], id: string, digest: string, size: number, version: string): RecordedImage =>
  ({ repository: 'docker.io/library/nginx', tags, id, digest, size, version, build: smallNginx });

/** Names that no recorded pod pulls carry no digest: they were loaded from files. */
const SYSTEM: { readonly [repository: string]: { readonly id: string; readonly tag: string } } = {
  'registry.k8s.io/coredns/coredns': { tag: 'v1.14.2', id: '0366852bee0df80de1f7dad54ce9fb7fb34af1ddb099384408d90dea44d1c544' },
  'registry.k8s.io/etcd': { tag: '3.6.8-0', id: '3b9c7f233df851bb62afd8938c0c8a9ee8192d32e68d1639ff9064994a534217' },
  'registry.k8s.io/kube-apiserver': { tag: 'v1.36.3', id: 'a6866722b34559a9208afb59c22cf48bf756d1392aa35594f00a77a8fe1ad887' },
  'registry.k8s.io/kube-controller-manager': { tag: 'v1.36.3', id: '26e4bd14689e1da028771dc996d7510c8b9b31addf2c63b0d183711cabbb857a' },
  'registry.k8s.io/kube-proxy': { tag: 'v1.36.3', id: '46dcb44b79b7ae7e1fb1feb49fa318f26c4d57c857463f1a0b30cd67052db1c2' },
  'registry.k8s.io/kube-scheduler': { tag: 'v1.36.3', id: 'a6b6c49641bea6c7f6528a188b688b8e6fd7bdb3280afad17edd99b3b1fa7751' },
  'registry.k8s.io/metrics-server/metrics-server': { tag: 'v0.8.1', id: '9a787f22d558e62d6da2ce0fc46fa1c8654bf8f388c2c861b76fed87d4e4a525' },
  'registry.k8s.io/pause': { tag: '3.10.2', id: '66fb634f99c336a1dcc51b23dba1fd8be75c3ba0aa85c1b4a77f3a134a788957' },
};

export const RECORDED: readonly RecordedImage[] = [
  { repository: 'docker.io/library/alpine', tags: ['3.20', 'latest'], id: ALPINE_ID, digest: '007b065965a992fb40584b9e348958125d7bdf4df8008a6f9ec9a407465224e6', size: 770_457, version: '1.36.1', build: smallSystem },
  { repository: 'docker.io/library/busybox', tags: ['1.28', '1.35', '1.36', 'latest'], id: BUSYBOX_ID, digest: '78d16e0d08b88ebcdae8fe77814a38e0bb4000f64fb556b7046caa0161d54a71', size: 770_418, version: '1.36.1', build: smallSystem },
  nginx(['1.14.2'], '15f8197479fe5', 'c3f84c99958384117095998239f12c4a8dbd7cb57e245e9a4edb87015ee33093', 5_146_472, '1.14.2'),
  nginx(['1.16.1'], '254960f44b5f1', '6b98459425ea43c355667b3918b41bdaa61ac88f43f96d8e2d76d97611958269', 5_146_472, '1.16.1'),
  nginx(['1.25'], '555709ce711a35a92c10ad54b9fa3425ee2edabc6ca7da890c0b406ad5de4eaa', '357c67f5b902c729bf97afd2d49c9318b8ac5db5c15083051b9f82314da4dacc', 5_146_467, '1.25'),
  nginx(['1.27', 'latest'], '248f435e39e51', 'a28a0cbdb16a1581b016dcdb16032407040bf6358e289545e0ca376178311a45', 5_146_467, '1.27'),
  ...systemImages.flatMap((model): readonly RecordedImage[] => {
    const known = SYSTEM[model.repository];
    const facts = known === undefined ? undefined : model.tags[known.tag];
    return known === undefined || facts === undefined ? [] : [{ repository: model.repository, tags: [known.tag], id: known.id, digest: undefined, size: facts.size, version: facts.version, build: model.build }];
  }),
];
