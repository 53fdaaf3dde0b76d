/** docker.io/library/busybox. */
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { busyboxUserland } from '../userland.ts';

export const busybox: ImageModel = {
  repository: 'docker.io/library/busybox',
  /** Compressed sizes as on Docker Hub, linux/amd64. */
  tags: {
    ...tagged({ version: '1.28.4', size: 727_869 }, '1.28', '1.28.4', '1.28.0'),
    ...tagged({ version: '1.27.2', size: 720_019 }, '1.27', '1.27.2'),
    ...tagged({ version: '1.24.2', size: 677_628 }, '1.24', '1.24.2'),
    ...tagged({ version: '1.31.1', size: 764_619 }, '1.31', '1.31.1', '1.30', '1.29'),
    ...tagged({ version: '1.32.1', size: 770_000 }, '1.32', '1.32.1', '1.33', '1.33.1'),
    ...tagged({ version: '1.34.1', size: 772_798 }, '1.34', '1.34.1'),
    ...tagged({ version: '1.35.0', size: 2_230_000 }, '1.35', '1.35.0', '1.35.0-uclibc'),
    ...tagged({ version: '1.36.1', size: 2_219_949 }, '1.36', '1.36.1', '1.36.0', '1.36.1-glibc', 'musl', 'uclibc', 'glibc'),
    ...tagged({ version: '1.37.0', size: 2_211_000 }, '1.37', '1.37.0', '1', 'stable', 'latest', 'unstable'),
  },
  build() {
    const { files, programs } = busyboxUserland();
    return { config: imageConfig({ command: ['sh'] }), files, programs, memoryBytes: 229_376 }; // @k8s golden cluster/adm-crictl-tour (crictl stats)
  },
};

/** The copies that Kubernetes' own documentation names. */
export const busyboxCopies: readonly ImageModel[] = [
  { ...busybox, repository: 'registry.k8s.io/busybox' },
  { ...busybox, repository: 'registry.k8s.io/e2e-test-images/busybox', tags: '1.29 764620 - 1.29 1.29-1 1.29-2 1.29-4\n1.36.1 2219950 - 1.36.1-1\n1.37.0 2211001 - 1.37.0-1' },
];
