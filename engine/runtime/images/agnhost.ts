/** registry.k8s.io/e2e-test-images/agnhost and its older relatives. */
import { imageConfig, type ImageModel } from '../image.ts';
import { agnhost, testWebserver } from '../programs/agnhost/agnhost.ts';
import { alpineUserland, bareUserland } from '../userland.ts';
import { curl } from '../../script/index.ts';

/** @k8s docs tasks/configure-pod-container/security-context: a user of the image who is in a group of the image */
const PEOPLE = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/ash\nnobody:x:65534:65534:nobody:/:/sbin/nologin\nuser-defined-in-image:x:1000:1000::/home/user-defined-in-image:/bin/ash\n',
  '/etc/group': 'root:x:0:root\nnogroup:x:65533:\nnobody:x:65534:\nuser-defined-in-image:x:1000:\ngroup-defined-in-image:x:50000:user-defined-in-image\n',
};
const BINARY = { content: { zeros: 40_000_000 }, mode: 0o755 };

export const agnhostImages: readonly ImageModel[] = [
  {
    repository: 'registry.k8s.io/e2e-test-images/agnhost',
    tags: `
      2.39 51105200 alpine-3.17 2.32 2.33 2.36 2.38 2.39
      2.40 51155161 alpine-3.17 2.40
      2.43 50893000 alpine-3.17 2.43
      2.45 52494000 alpine-3.18 2.45 2.47
      2.53 53260000 alpine-3.20 2.50 2.52 2.53
      2.63.0 54100000 alpine 2.56 2.57 2.59 2.63.0`,
    build(version) {
      const { files, programs } = alpineUserland('3.20.8', { ...PEOPLE, '/agnhost': BINARY, '/agnhost-2': { link: '/agnhost' } });
      return {
        config: imageConfig({ entrypoint: ['/agnhost'], command: ['pause'], ports: [80, 8080, 8081, 9376, 5000] }), files, memoryBytes: 200_000,
        programs: new Map([...programs, ['/agnhost', agnhost(version)], ['/usr/bin/curl', curl]]),
      };
    },
  },
  {
    repository: 'registry.k8s.io/test-webserver', tags: '1 4732000 - latest',
    build: () => ({ config: imageConfig({ entrypoint: ['/test-webserver'], ports: [80] }), files: { ...bareUserland().files, '/test-webserver': BINARY }, programs: new Map([['/test-webserver', testWebserver]]), memoryBytes: 200_000 }),
  },
];
