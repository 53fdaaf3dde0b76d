/** Images for looking at the network. */
import { curl, dig, HOST_COMMANDS, jq, type Command } from '../../script/index.ts';
import { imageConfig, type ImageConfig, type ImageModel } from '../image.ts';
import { execute } from '../programs/run.ts';
import { alpineUserland, busyboxUserland, debianUserland } from '../userland.ts';

const TOOLS = ['curl', 'dig', 'jq', 'nc', 'nslookup', 'ping', 'ps', 'telnet', 'wget', 'ip', 'ifconfig', 'kill', 'free', 'openssl', 'watch', 'which', 'host'];

type Tools = { readonly repository: string; readonly tags: string; readonly config?: Partial<ImageConfig>; readonly on?: 'alpine' | 'busybox' | 'debian'; readonly more?: { readonly [path: string]: Command } };
const tools = ({ repository, tags, config = {}, on = 'alpine', more = {} }: Tools): ImageModel => ({
  repository, tags,
  build() {
    const { files, programs } = on === 'debian' ? debianUserland({}, TOOLS) : on === 'busybox' ? busyboxUserland() : alpineUserland('3.20.8');
    return { config: imageConfig({ command: ['/bin/sh'], ...config }), files, programs: new Map([...programs, ...Object.entries(more)]), memoryBytes: 300_000 };
  },
});
const bash = HOST_COMMANDS['bash'];
const FULL: { readonly [path: string]: Command } = { '/usr/bin/curl': curl, '/usr/bin/dig': dig, '/usr/bin/jq': jq, ...(bash === undefined ? {} : { '/bin/bash': bash, '/bin/zsh': bash }) };

const curlImage: ImageModel = tools({
  repository: 'docker.io/curlimages/curl', tags: '8.16.0 9800000 alpine latest 8.16.0 8.15.0\n8.10.1 9700000 alpine-3.20 8.10.1 8.9.1 8.6.0\n7.88.1 7500000 alpine-3.17 7.88.1 7.85.0 7.78.0',
  config: { entrypoint: ['/entrypoint.sh'], command: ['curl'], user: '100:101' },
  // The entry point puts `curl` before options, and else runs what it is given.
  more: { '/usr/bin/curl': curl, '/entrypoint.sh': (context) => execute(context, context.args[0]?.startsWith('-') === true ? ['curl', ...context.args] : context.args) },
});

export const netTools: readonly ImageModel[] = [
  curlImage,
  tools({ repository: 'docker.io/nicolaka/netshoot', tags: '0.14 204000000 alpine latest v0.14 v0.13', config: { command: ['zsh'], workingDirectory: '/root' }, more: FULL }),
  ...['docker.io/wbitt/network-multitool', 'docker.io/praqma/network-multitool'].map((repository) => tools({ repository, tags: '1 26400000 alpine-3.20 latest alpine-minimal', config: { command: ['/bin/sh', '-c', 'sleep infinity'] }, more: FULL })),
  tools({ repository: 'registry.k8s.io/e2e-test-images/jessie-dnsutils', tags: '1.7 112030526 - 1.3 1.4 1.5 1.7', config: { command: ['sleep', 'infinity'] }, on: 'debian' }),
  tools({ repository: 'registry.k8s.io/e2e-test-images/dnsutils', tags: '1.3 3540000 - 1.1 1.3', config: { command: ['sleep', '3600'] }, more: { '/usr/bin/dig': dig } }),
  tools({ repository: 'docker.io/tutum/dnsutils', tags: '1 74800000 - latest', config: { command: ['bash'] }, on: 'debian' }),
  tools({ repository: 'docker.io/infoblox/dnstools', tags: '3 5200000 - latest v3', more: { '/usr/bin/dig': dig, '/usr/bin/curl': curl } }),
  tools({ repository: 'docker.io/radial/busyboxplus', tags: '1 4250000 - curl latest', on: 'busybox', more: { '/bin/curl': curl } }),
  ...['docker.io/appropriate/curl', 'docker.io/byrnedo/alpine-curl'].map((repository) => tools({ repository, tags: '1 2790000 - latest', config: { entrypoint: ['curl'], command: ['-h'] }, more: { '/usr/bin/curl': curl } })),
];
