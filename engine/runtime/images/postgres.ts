/** docker.io/library/postgres. */
import { imageConfig, type ImageModel } from '../image.ts';
import { postgresClients } from '../programs/sql/postgresClient.ts';
import { postgresPrograms } from '../programs/sql/postgresServer.ts';
import { alpineUserland, debianUserland } from '../userland.ts';

export const postgres: ImageModel = {
  repository: 'docker.io/library/postgres',
  tags: `
    10.23 86000000 debian-11 10 10.23
    13.22 150000000 debian-12 13 13.22
    14.19 151000000 debian-12 14 14.19
    15.14 152000000 debian-12 15 15.14
    16.10 156000000 debian-12 16 16.10
    17.6 158000000 debian-12 17 17.6
    18.0 161000000 debian-13 18 18.0 latest
    16.10 108000000 alpine 16-alpine 15-alpine 14-alpine
    17.6 110000000 alpine 17-alpine alpine`,
  build(version, tag) {
    const own = { '/var/lib/postgresql/data': { directory: 0o777 }, '/docker-entrypoint-initdb.d': { directory: 0o755 }, '/var/run/postgresql': { directory: 0o777 } };
    const { files, programs } = tag.includes('alpine') ? alpineUserland('3.22.2', own) : debianUserland(own);
    return {
      config: imageConfig({
        entrypoint: ['docker-entrypoint.sh'], command: ['postgres'], ports: [5432], stopSignal: 'INT',
        environment: [['LANG', 'en_US.utf8'], ['PG_MAJOR', version.split('.')[0] ?? ''], ['PG_VERSION', version], ['PGDATA', '/var/lib/postgresql/data']],
      }),
      files, memoryBytes: 1_000_000, programs: new Map([...programs, ...postgresPrograms(version), ...postgresClients(version)]),
    };
  },
};
