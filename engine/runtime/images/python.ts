/** docker.io/library/python. */
import { imageConfig, type ImageModel } from '../image.ts';
import { pythonProgram } from '../programs/python.ts';
import { alpineUserland, BUILD_TOOLS, debianUserland } from '../userland.ts';

export const python: ImageModel = {
  repository: 'docker.io/library/python',
  tags: `
    2.7.18 340000000 - 2 2.7
    3.8.20 348000000 debian-buildpack 3.8
    3.9.23 350000000 debian-buildpack 3.9
    3.10.18 360000000 debian-buildpack 3.10
    3.11.13 365000000 debian-buildpack 3.11
    3.12.11 366000000 debian-buildpack 3.12
    3.12.11 43000000 debian-12 3.12-slim
    3.12.11 16500000 alpine 3.12-alpine
    3.13.7 386000000 debian-buildpack 3.13 3 latest
    3.13.7 44000000 debian-13 3.13-slim slim 3-slim
    3.13.7 16900000 alpine 3.13-alpine alpine 3-alpine
    3.8.20 42000000 debian-12 3.8-slim 3.9-slim 3.10-slim 3.11-slim
    3.8.20 15000000 alpine-3.20 3.8-alpine 3.9-alpine 3.10-alpine 3.11-alpine`,
  build(version, tag) {
    const { files, programs } = tag.includes('alpine') ? alpineUserland('3.22.2') : debianUserland({}, tag.includes('slim') ? [] : BUILD_TOOLS);
    const program = pythonProgram(version);
    const names = ['python', 'python3', `python${version.split('.').slice(0, 2).join('.')}`];
    return {
      config: imageConfig({ command: ['python3'], environment: [['PATH', '/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'], ['LANG', 'C.UTF-8'], ['PYTHON_VERSION', version]] }), files, memoryBytes: 1_000_000,
      programs: new Map([...programs, ...names.map((name) => [`/usr/local/bin/${name}`, program] as const)]),
    };
  },
};
