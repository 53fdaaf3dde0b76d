/** docker.io/library/mysql, and mariadb under its own name. */
import { imageConfig, type ImageModel } from '../image.ts';
import { mysqladmin, mysqlClient } from '../programs/sql/mysqlClient.ts';
import { mysqlPrograms } from '../programs/sql/mysqlServer.ts';
import { debianUserland } from '../userland.ts';

const RELEASE = 'NAME="Oracle Linux Server"\nVERSION="9.6"\nID="ol"\nID_LIKE="fedora"\nVERSION_ID="9.6"\nPRETTY_NAME="Oracle Linux Server 9.6"\n';
const USER = 'mysql:x:999:999::/var/lib/mysql:/bin/bash\n';

export const mysql: ImageModel = {
  repository: 'docker.io/library/mysql',
  tags: `
    5.6.51 97000000 - 5.6 5.6.51
    5.7.44 137000000 - 5.7 5.7.44 5
    8.0.43 233000000 oracle-9 8.0 8.0.43 8.0.36 8.0.35
    8.4.6 236000000 oracle-9 8.4 8.4.6 8 lts
    9.4.0 262000000 oracle-9 9 9.4 9.4.0 latest innovation`,
  build(version) {
    const { files, programs } = debianUserland({ '/etc/os-release': RELEASE, '/var/lib/mysql': { directory: 0o777 }, '/docker-entrypoint-initdb.d': { directory: 0o755 }, '/var/run/mysqld': { directory: 0o755 } });
    const passwd = files['/etc/passwd'];
    return {
      config: imageConfig({ entrypoint: ['docker-entrypoint.sh'], command: ['mysqld'], ports: [3306, 33_060], environment: [['MYSQL_MAJOR', version.split('.').slice(0, 2).join('.')], ['MYSQL_VERSION', `${version}-1.el9`]] }),
      files: { ...files, '/etc/passwd': `${typeof passwd === 'string' ? passwd : ''}${USER}` }, memoryBytes: 1_000_000,
      programs: new Map([...programs, ...mysqlPrograms(version), ['/usr/bin/mysql', mysqlClient(version)], ['/usr/bin/mysqladmin', mysqladmin]]),
    };
  },
};
