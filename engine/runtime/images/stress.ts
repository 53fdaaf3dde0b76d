/** Images that make load: CPU and memory, as the documentation's pages on requests and limits use them. */
import { imageConfig, type ImageModel } from '../image.ts';
import { stress, vishStress } from '../programs/stress.ts';
import { bareUserland, busyboxUserland, debianUserland } from '../userland.ts';

export const stressImages: readonly ImageModel[] = [
  {
    repository: 'docker.io/polinux/stress', tags: '1.0.4 4057000 alpine-3.17 latest 1.0.4',
    build() {
      const { files, programs } = busyboxUserland();
      return { config: imageConfig({ command: ['/bin/sh'] }), files, memoryBytes: 200_000, programs: new Map([...programs, ['/usr/local/bin/stress', stress]]) };
    },
  },
  {
    repository: 'docker.io/progrium/stress', tags: '1.0.1 281783943 - latest',
    build() {
      const { files, programs } = debianUserland();
      return { config: imageConfig({ entrypoint: ['/usr/bin/stress', '--verbose'] }), files, memoryBytes: 200_000, programs: new Map([...programs, ['/usr/bin/stress', stress]]) };
    },
  },
  ...['docker.io/vish/stress', 'gcr.io/google-samples/stress'].map((repository): ImageModel => ({
    repository, tags: '1 1566000 - latest',
    build() {
      const { files } = bareUserland();
      return { config: imageConfig({ entrypoint: ['/stress', '-logtostderr'] }), files, memoryBytes: 0, programs: new Map([['/stress', vishStress]]) };
    },
  })),
];
