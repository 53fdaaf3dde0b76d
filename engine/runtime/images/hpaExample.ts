/** registry.k8s.io/hpa-example: one page that computes a million square roots. @k8s docs tasks/run-application/horizontal-pod-autoscale-walkthrough */
import type { Command } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { phpApache } from '../programs/phpApache.ts';
import { execute, textAnswer } from '../programs/run.ts';
import { debianUserland } from '../userland.ts';

const PAGE = '<?php\n  $x = 0.0001;\n  for ($i = 0; $i <= 1000000; $i++) {\n    $x += sqrt($x);\n  }\n  echo "OK!";\n?>\n';
const PAGE_CPU_MS = 110;

const apache = phpApache({
  server: 'Apache/2.4.10 (Debian) PHP/5.6.14', memoryBytes: 11_000_000,
  *answer(_context, _request, work) {
    yield* work(PAGE_CPU_MS);
    return textAnswer('OK!', 200, 'text/html; charset=UTF-8', { 'X-Powered-By': 'PHP/5.6.14' });
  },
});
const foreground: Command = function* apacheForeground(context): Task<number> { return yield* execute(context, ['apache2', '-DFOREGROUND', ...context.args]); };

export const hpaExample: ImageModel = {
  repository: 'registry.k8s.io/hpa-example', tags: '5.6.14 187754396 - latest',
  build() {
    const { files, programs } = debianUserland({ '/var/www/html/index.php': PAGE });
    return {
      config: imageConfig({ command: ['apache2-foreground'], workingDirectory: '/var/www/html', ports: [80], environment: [['PHP_VERSION', '5.6.14']] }), files, memoryBytes: 1_000_000,
      programs: new Map([...programs, ['/usr/sbin/apache2', apache], ['/usr/local/bin/apache2-foreground', foreground]]),
    };
  },
};
