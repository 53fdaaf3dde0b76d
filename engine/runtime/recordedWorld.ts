/** The images of the cluster that was recorded: few names, several tags for one image. @k8s golden README "The world of the recordings" */
import { imageConfig, tagTable, type ImageModel } from './image.ts';
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

/** @k8s golden cluster/adm-crictl-tour (crictl stats) */
const SHELL_BYTES = 229_376;
const smallSystem: ImageModel['build'] = () => {
  const { files, programs } = busyboxUserland();
  return { config: imageConfig({ command: ['sh'] }), files, programs, memoryBytes: SHELL_BYTES };
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

/** Earlier images of the same names, known by their digest only: [name, digest, size]. @k8s golden cluster/node-get-describe */
const REPLACED: readonly (readonly [string, string, number])[] = [
  ['nginx', 'e806b91bf36c17bfc05030eba41fc4d9247cacfcb2ba008c195a7b30422baa1a', 5_943_650],
  ['nginx', '1457faa87038eac44c64a87fe716f6011280fd45d762d2746ecb6eb5c5d38c0e', 5_943_650],
  ['nginx', '10450701d3be5a6a016d2a6d4ca1f034deae37f5236ed82da04adaaae5cabfc8', 5_943_643],
  ['nginx', '8b03abc6f378636da37ec637e2006a88442dbb2e14b104ce530a01b5bfcc1c8a', 5_943_643],
  ['nginx', '059477e08bbcc8f6b31d650356f670a60ceb3ab69c6a10c777170710ec835d44', 5_943_224],
  ['nginx', '592faee7231f7ca864111d9874b8f81fc3c6fd4a5ab6070bd673ccdb58016ce4', 5_943_224],
  ['nginx', '741bc17c398c84654bd45ebba80291bf06369231c4d22ddbfdd7847fdbd978a9', 5_943_219],
  ['nginx', 'f31b1f56d8ed330dd48850ad57055751b8806cd02a7f129c25d756eccc1ec1d0', 5_943_219],
  ['nginx', 'f4f66beae8fb09d0aacfe59392284f90bca4cc6d53bb8833926b8b2769277214', 5_430_601],
  ['nginx', 'a76aca32f5ca5a33dad79f350407d97573f98d2f0b4f0f208af6b612d5e6ad1d', 5_430_601],
  ['nginx', 'fd451ae83457ca48ed4527a6c32c6b936cdda4db4564ed53c2ec93381f510d42', 5_430_595],
  ['nginx', '048f8e2d3405118e82fb8d55c1a4417c50a93cd73c758b39dcdff1d835588046', 5_430_594],
  ['alpine', 'bc3e93c696be44322915fdd3cbaf7425957a22f5dcbb6a67ab2930a93ce3cd51', 2_639_662],
  ['alpine', '51779508ec73dadd7beb2fe33624f3467223f2b14c2d39954fa9c7ad2794bb69', 2_639_242],
  ['busybox', '1d121cc29a8b2fa50e0962a76c019d167daa8899cae2fb6de2d8a68eda5f7266', 2_639_198],
  ['busybox', 'c69d3be1fb3f21bb440af1b609d165d179c61091cdc2be2337cfa56880158d4a', 2_638_706],
  ['alpine', '32f6632bcd167533df09633570399c88976dcf8fbe59ff29b9db7bca27c2a267', 1_088_618],
  ['busybox', '18e1ef81267598fe100c9c01aae654d463fa0d32e7384d42fc66b948f162323e', 1_088_544],
];

export const RECORDED: readonly RecordedImage[] = [
  ...REPLACED.map(([name, digest, size]): RecordedImage => (
    { repository: `docker.io/library/${name}`, tags: [], id: digest, digest, size, version: 'replaced', build: name === 'nginx' ? smallNginx : smallSystem })),
  nginx(['1.16.1'], '254960f44b5f1', '6b98459425ea43c355667b3918b41bdaa61ac88f43f96d8e2d76d97611958269', 5_146_472, '1.16.1'),
  nginx(['1.14.2'], '15f8197479fe5', 'c3f84c99958384117095998239f12c4a8dbd7cb57e245e9a4edb87015ee33093', 5_146_472, '1.14.2'),
  nginx(['1.25'], '555709ce711a35a92c10ad54b9fa3425ee2edabc6ca7da890c0b406ad5de4eaa', '357c67f5b902c729bf97afd2d49c9318b8ac5db5c15083051b9f82314da4dacc', 5_146_467, '1.25'),
  nginx(['1.27', 'latest'], '248f435e39e51', 'a28a0cbdb16a1581b016dcdb16032407040bf6358e289545e0ca376178311a45', 5_146_467, '1.27'),
  { repository: 'docker.io/library/alpine', tags: ['3.20', 'latest'], id: ALPINE_ID, digest: '007b065965a992fb40584b9e348958125d7bdf4df8008a6f9ec9a407465224e6', size: 770_457, version: '1.36.1', build: smallSystem },
  { repository: 'docker.io/library/busybox', tags: ['1.28', '1.35', '1.36', 'latest'], id: BUSYBOX_ID, digest: '78d16e0d08b88ebcdae8fe77814a38e0bb4000f64fb556b7046caa0161d54a71', size: 770_418, version: '1.36.1', build: smallSystem },
  ...systemImages.flatMap((model): readonly RecordedImage[] => {
    const known = SYSTEM[model.repository];
    const facts = known === undefined ? undefined : tagTable(model.tags)[known.tag];
    return known === undefined || facts === undefined ? [] : [{ repository: model.repository, tags: [known.tag], id: known.id, digest: undefined, size: facts.size, version: facts.version, build: model.build }];
  }),
  // One that has not even a digest.
  { repository: 'registry.k8s.io/kube-apiserver', tags: [], id: '', digest: undefined, size: 119_419_656, version: 'replaced', build: smallSystem },
];
