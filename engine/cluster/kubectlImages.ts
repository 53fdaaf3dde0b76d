/** Images with kubectl in them: it finds its pod's token and asks the API server under that name. */
import type { ApiServer } from '../apiserver/index.ts';
import { createKubectl } from '../kubectl/index.ts';
import type { ClusterIdentity } from '../pki/index.ts';
import { debianUserland, imageConfig, tagged, type ImageModel } from '../runtime/index.ts';
import type { Clock } from '../time/index.ts';

export type KubectlImageParts = {
  readonly api: ApiServer; readonly clock: Clock; readonly identity: ClusterIdentity;
  /** Whether the API server is there. */
  readonly answers: () => boolean;
  readonly address: string; readonly port: number;
};

const SERVICE = ['10.96.0.1', 'kubernetes.default.svc', 'kubernetes.default', 'kubernetes', 'kubernetes.default.svc.cluster.local'];
const KUBECTL = 'v1.36.3';

/** Not modelled: the way of its requests through the pod's network. */
export function kubectlImages({ api, clock, identity, answers, address, port }: KubectlImageParts): readonly ImageModel[] {
  const addresses = [...SERVICE.flatMap((host) => [`https://${host}:443`, `https://${host}`]), `https://${address}:${port}`];
  const kubectl = createKubectl({ request: (request) => api.handle(request), clock, authority: () => identity.authority.pem, get servers() { return answers() ? addresses : []; } });
  return [
    {
      repository: 'registry.k8s.io/kubectl', tags: tagged({ version: KUBECTL, size: 20_700_000 }, KUBECTL, 'v1.36.0', 'v1.35.0'),
      build: () => ({ config: imageConfig({ entrypoint: ['/bin/kubectl'] }), files: {}, programs: new Map([['/bin/kubectl', kubectl]]), memoryBytes: 12_000_000 }),
    },
    {
      repository: 'docker.io/bitnami/kubectl', tags: tagged({ version: KUBECTL, size: 95_000_000 }, 'latest', '1.36', '1.36.3'),
      build() {
        const { files, programs } = debianUserland({});
        return { config: imageConfig({ entrypoint: ['kubectl'], command: ['--help'], user: '1001' }), files, programs: new Map([...programs, ['/usr/local/bin/kubectl', kubectl] as const]), memoryBytes: 12_000_000 };
      },
    },
  ];
}
