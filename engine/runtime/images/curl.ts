/** docker.io/curlimages/curl, and Debian and Ubuntu as plain systems. */
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { busyboxUserland, debianUserland } from '../userland.ts';
import { curl as curlProgram } from '../../script/index.ts';

export const curl: ImageModel = {
  repository: 'docker.io/curlimages/curl',
  tags: { ...tagged({ version: '8.16.0', size: 9_800_000 }, 'latest', '8.16.0', '8.15.0', '8.10.1', '7.88.1') },
  build() {
    const { files, programs } = busyboxUserland();
    const all = new Map([...programs, ['/usr/bin/curl', curlProgram] as const]);
    return { config: imageConfig({ command: ['curl'], user: '100:101' }), files, programs: all, memoryBytes: 200_000 };
  },
};

const plain = (repository: string, tags: ImageModel['tags'], release: (version: string) => string): ImageModel => ({
  repository, tags,
  build(version) {
    const { files, programs } = debianUserland({ '/etc/os-release': release(version) });
    return { config: imageConfig({ command: ['bash'] }), files, programs, memoryBytes: 400_000 };
  },
});

export const plainSystems: readonly ImageModel[] = [
  plain('docker.io/library/debian', tagged({ version: '12', size: 48_500_000 }, '12', 'bookworm', 'bookworm-slim', 'stable', 'latest', '13', 'trixie'),
    (version) => `PRETTY_NAME="Debian GNU/Linux ${version} (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version}"\nID=debian\n`),
  plain('docker.io/library/ubuntu', { ...tagged({ version: '22.04', size: 29_540_000 }, '22.04', 'jammy'), ...tagged({ version: '24.04', size: 29_720_000 }, '24.04', 'noble', 'latest') },
    (version) => `PRETTY_NAME="Ubuntu ${version} LTS"\nNAME="Ubuntu"\nVERSION_ID="${version}"\nID=ubuntu\nID_LIKE=debian\n`),
];
