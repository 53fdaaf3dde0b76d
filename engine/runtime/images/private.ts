/** Private images: pulled only with the right credentials. */
import type { ImageModel } from '../image.ts';
import { serving, textAnswer } from '../programs/run.ts';
import { REGISTRY_ACCOUNT } from '../accounts.ts';
import { appImage } from './appImage.ts';

const app = (repository: string, tags: string): ImageModel => appImage({
  repository, tags, path: '/app', on: 'alpine', config: { ports: [8080], user: '1000' },
  program: (version) => serving({ port: 8080, memoryBytes: 5_000_000, start: (_, port) => `team/app ${version} listening on :${port}\n`, respond: () => textAnswer(`team/app ${version}\n`) }),
});

/** The second is the image of the documentation's page. @k8s docs tasks/configure-pod-container/pull-image-private-registry */
export const privateImages: readonly ImageModel[] = [
  { ...app('registry.example.com/team/app', '1.0 9120000 alpine-3.20 1.0\n1.1 9130000 alpine-3.20 1.1 latest'), account: REGISTRY_ACCOUNT },
  { ...app('docker.io/janedoe/jdoe-private', '1.0 9120002 alpine-3.20 v1 latest'), account: { username: 'janedoe', password: 'xxxxxxxxxxx' } },
];
