/** Languages' images: their shells and versions work, their programs are not simulated. */
import { send, type Command } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { notSimulated } from '../programs/run.ts';
import { alpineUserland, BUILD_TOOLS, debianUserland } from '../userland.ts';

type Language = { readonly repository: string; readonly tags: string; readonly program: string; readonly version: (version: string) => string; readonly flags: readonly string[]; readonly command: readonly string[]; readonly also?: readonly string[] };

/** Says its version; `-e` prints a literal. */
const interpreter = ({ version, flags }: Language, number: string): Command => function* program(context): Task<number> {
  const [first = '', second = ''] = context.args;
  if (flags.includes(first)) { yield* send(context.stdout, version(number)); return 0; }
  const printed = /^console\.log\((["'`])([^"'`\\$]*)\1\);?$/.exec(first === '-e' ? second.trim() : '')?.[2];
  if (printed !== undefined) { yield* send(context.stdout, `${printed}\n`); return 0; }
  if (context.args.length === 0 && (yield* context.stdin.readAll()).trim() === '') return 0;
  return notSimulated(context, [context.name, ...context.args].join(' '));
};

const LANGUAGES: readonly Language[] = [
  { repository: 'docker.io/library/node', tags: '18.20.8 388000000 debian-buildpack 18\n20.19.5 396000000 debian-buildpack 20\n22.20.0 403000000 debian-buildpack 22 lts\n24.9.0 412000000 debian-buildpack 24 current latest\n22.20.0 77000000 debian-12 22-slim lts-slim\n22.20.0 55000000 alpine 22-alpine lts-alpine alpine 20-alpine 18-alpine', program: '/usr/local/bin/node', version: (version) => `v${version}\n`, flags: ['-v', '--version'], command: ['node'], also: ['/usr/local/bin/npm'] },
  { repository: 'docker.io/library/golang', tags: '1.24.8 312000000 debian-buildpack 1.24 1.24.8\n1.25.2 320000000 debian-buildpack 1 1.25 1.25.2 latest\n1.25.2 86000000 alpine alpine 1.25-alpine', program: '/usr/local/go/bin/go', version: (version) => `go version go${version} linux/amd64\n`, flags: ['version'], command: ['bash'] },
  { repository: 'docker.io/library/eclipse-temurin', tags: '17.0.16 233000000 ubuntu 17 17-jdk\n21.0.8 250000000 ubuntu 21 21-jdk latest\n21.0.8 97000000 ubuntu 21-jre', program: '/opt/java/openjdk/bin/java', version: (version) => `openjdk ${version} 2025-07-15 LTS\n`, flags: ['--version', '-version'], command: ['jshell'], also: ['/opt/java/openjdk/bin/jshell'] },
  { repository: 'docker.io/library/openjdk', tags: '8 244000000 - 8\n11.0.16 318000000 - 11\n17.0.2 231000000 - 17 latest', program: '/usr/local/openjdk/bin/java', version: (version) => `openjdk ${version}\n`, flags: ['--version', '-version'], command: ['jshell'], also: ['/usr/local/openjdk/bin/jshell'] },
  { repository: 'docker.io/library/ruby', tags: '3.4.7 370000000 debian-buildpack 3 3.4 latest\n3.4.7 36000000 alpine alpine 3.4-alpine', program: '/usr/local/bin/ruby', version: (version) => `ruby ${version} (2025-10-07 revision 0) [x86_64-linux]\n`, flags: ['-v', '--version'], command: ['irb'], also: ['/usr/local/bin/irb'] },
];

export const languages: readonly ImageModel[] = LANGUAGES.map((language) => ({
  repository: language.repository, tags: language.tags,
  build(version, tag) {
    const { files, programs } = tag.includes('alpine') ? alpineUserland('3.22.2') : debianUserland({}, tag.includes('slim') ? [] : BUILD_TOOLS);
    const directory = language.program.slice(0, language.program.lastIndexOf('/'));
    const run = interpreter(language, version);
    return {
      config: imageConfig({ command: tag.includes('alpine') && language.command[0] === 'bash' ? ['/bin/sh'] : language.command, environment: [['PATH', `${directory}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`]] }), files, memoryBytes: 1_000_000,
      programs: new Map([...programs, [language.program, run], ...(language.also ?? []).map((path) => [path, run] as const)]),
    };
  },
}));
