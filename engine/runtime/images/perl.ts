/** docker.io/library/perl: the image of the documentation's Job. */
import { imageConfig, type ImageModel } from '../image.ts';
import { perlProgram } from '../programs/perl/perl.ts';
import { BUILD_TOOLS, debianUserland } from '../userland.ts';

export const perl: ImageModel = {
  repository: 'docker.io/library/perl',
  tags: `
    5.34.0 336374010 debian-11 5.34.0
    5.34.3 336410000 debian-11 5.34 5.34.3
    5.36.3 357000000 debian-buildpack 5.36 5.36.3
    5.38.4 362000000 debian-buildpack 5.38 5.38.4
    5.42.0 372000000 debian-buildpack 5.42 5.42.0 5 stable latest
    5.42.0 54000000 debian-12 slim 5-slim 5.42-slim 5.34-slim`,
  build(version, tag) {
    const { files, programs } = debianUserland({}, tag.includes('slim') ? [] : BUILD_TOOLS);
    const program = perlProgram(version);
    return {
      config: imageConfig({ command: [`perl${version}`, '-de0'], workingDirectory: '/usr/src/app', environment: [['PERL_VERSION', version]] }), files, memoryBytes: 1_000_000,
      programs: new Map([...programs, ['/usr/local/bin/perl', program], [`/usr/local/bin/perl${version}`, program], ['/usr/bin/perl', program]]),
    };
  },
};
