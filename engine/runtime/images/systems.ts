/** Whole systems without a program of their own: Debian, Ubuntu, Red Hat's relatives, bash. */
import { imageConfig, type ImageModel } from '../image.ts';
import { execute } from '../programs/run.ts';
import { alpineUserland, debianUserland } from '../userland.ts';
import { createShellCommand, type Command } from '../../script/index.ts';

type Release = (version: string) => string;
const system = (repository: string, tags: string, release: Release, tools: readonly string[] = []): ImageModel => ({
  repository, tags,
  build(version) {
    const { files, programs } = debianUserland({ '/etc/os-release': release(version) }, tools);
    return { config: imageConfig({ command: [repository.endsWith('ubuntu') || repository.endsWith('fedora') ? '/bin/bash' : 'bash'] }), files, programs, memoryBytes: 400_000 };
  },
});
const DEBIAN_NAMES: { readonly [version: string]: string } = { 10: 'buster', 11: 'bullseye', 12: 'bookworm', 13: 'trixie' };
const debian: Release = (version) => {
  const name = DEBIAN_NAMES[version] ?? '';
  return `PRETTY_NAME="Debian GNU/Linux ${version} (${name})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version}"\nVERSION="${version} (${name})"\nVERSION_CODENAME=${name}\nID=debian\nHOME_URL="https://www.debian.org/"\n`;
};
const ubuntu: Release = (version) => `PRETTY_NAME="Ubuntu ${version} LTS"\nNAME="Ubuntu"\nVERSION_ID="${version}"\nID=ubuntu\nID_LIKE=debian\nHOME_URL="https://www.ubuntu.com/"\n`;
const redHat = (name: string, id: string): Release => (version) => `NAME="${name}"\nVERSION="${version}"\nID="${id}"\nVERSION_ID="${version}"\nPRETTY_NAME="${name} ${version}"\n`;
/** What these bring beside coreutils. */
const RED_HAT_TOOLS = ['curl', 'free', 'kill', 'less', 'ps', 'uptime', 'watch', 'which'];

export const systems: readonly ImageModel[] = [
  system('docker.io/library/debian', '11 53700000 - 11 bullseye\n11 31380000 debian-11 11-slim bullseye-slim\n12 48490000 debian-12-full 12 bookworm\n12 28230000 debian-12 12-slim bookworm-slim\n13 49280000 - 13 trixie stable latest\n13 29780000 debian-13 13-slim trixie-slim stable-slim', debian),
  system('docker.io/library/ubuntu', '18.04 25690000 - 18.04 bionic\n20.04 27510000 - 20.04 focal\n22.04 29540000 ubuntu-22.04 22.04 jammy\n24.04 29720000 ubuntu 24.04 noble latest', ubuntu),
  system('docker.io/library/centos', '7 76100000 - 7 centos7\n8 83520000 - 8 latest', redHat('CentOS Linux', 'centos'), RED_HAT_TOOLS),
  system('docker.io/library/fedora', '42 61700000 - 42 latest\n41 57800000 - 41', redHat('Fedora Linux', 'fedora'), RED_HAT_TOOLS),
  system('docker.io/library/rockylinux', '9.3 62800000 - 9 9.3\n8.9 72500000 - 8 8.9', redHat('Rocky Linux', 'rocky'), RED_HAT_TOOLS),
  system('docker.io/library/amazonlinux', '2023 53900000 - 2023 latest\n2 63100000 - 2', redHat('Amazon Linux', 'amzn'), RED_HAT_TOOLS),
  {
    repository: 'docker.io/library/bash', tags: '5.3.3 6700000 alpine 5.3 5.3.3 latest 5\n5.2.37 6540000 alpine-3.20 5.2 5.2.37\n4.4.23 5500000 - 4.4 4',
    build() {
      const { files, programs } = alpineUserland('3.22.2');
      const bash = createShellCommand('bash');
      // Options go to bash, everything else is run.
      const entrypoint: Command = (context) => execute(context, context.args.length === 0 || context.args[0]?.startsWith('-') === true ? ['bash', ...context.args] : context.args);
      return {
        config: imageConfig({ entrypoint: ['docker-entrypoint.sh'], command: ['bash'] }), files, memoryBytes: 400_000,
        programs: new Map([...programs, ['/usr/local/bin/bash', bash], ['/usr/local/bin/docker-entrypoint.sh', entrypoint]]),
      };
    },
  },
];
