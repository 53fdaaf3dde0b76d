/** docker.io/library/alpine: busybox with another libc and a package manager that we do not have. */
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { alpineUserland } from '../userland.ts';

export const alpine: ImageModel = {
  repository: 'docker.io/library/alpine',
  tags: {
    ...tagged({ version: '3.17.10', size: 3_377_000 }, '3.17'),
    ...tagged({ version: '3.18.12', size: 3_420_000 }, '3.18'),
    ...tagged({ version: '3.19.9', size: 3_423_000 }, '3.19'),
    ...tagged({ version: '3.20.8', size: 3_626_000 }, '3.20', '3.20.0', '3.20.1', '3.20.2', '3.20.3'),
    ...tagged({ version: '3.21.5', size: 3_642_247 }, '3.21', '3.21.3'),
    ...tagged({ version: '3.22.2', size: 3_802_452 }, '3.22', '3', 'latest', 'edge'),
  },
  build(version) {
    const { files, programs } = alpineUserland(version);
    return { config: imageConfig({ command: ['/bin/sh'] }), files, programs, memoryBytes: 229_376 }; // as busybox, whose shell it has
  },
};
