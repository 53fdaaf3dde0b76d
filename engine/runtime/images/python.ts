/** docker.io/library/python. */
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { pythonProgram } from '../programs/pythonHttp.ts';
import { BUILD_TOOLS, debianUserland } from '../userland.ts';

export const python: ImageModel = {
  repository: 'docker.io/library/python',
  tags: {
    ...tagged({ version: '3.8.20', size: 348_000_000 }, '3.8'),
    ...tagged({ version: '3.9.23', size: 350_000_000 }, '3.9'),
    ...tagged({ version: '3.11.13', size: 365_000_000 }, '3.11'),
    ...tagged({ version: '3.12.11', size: 366_000_000 }, '3.12'),
    ...tagged({ version: '3.12.11', size: 43_000_000 }, '3.12-slim', '3.12-alpine'),
    ...tagged({ version: '3.13.7', size: 386_000_000 }, '3.13', '3', 'latest'),
    ...tagged({ version: '3.13.7', size: 44_000_000 }, '3.13-slim', 'slim', '3.13-alpine', 'alpine'),
  },
  build(version, tag) {
    const { files, programs } = debianUserland({}, /slim|alpine/.test(tag) ? [] : BUILD_TOOLS);
    const program = pythonProgram(version);
    const names = ['python', 'python3', `python${version.split('.').slice(0, 2).join('.')}`];
    return {
      config: imageConfig({ command: ['python3'], environment: [['LANG', 'C.UTF-8'], ['PYTHON_VERSION', version]] }), files, memoryBytes: 1_000_000,
      programs: new Map([...programs, ...names.map((name) => [`/usr/local/bin/${name}`, program] as const)]),
    };
  },
};
