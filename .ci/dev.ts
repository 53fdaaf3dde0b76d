/** `npm run dev [-- --locale zh-Hans]`: one language with hot reload. Docusaurus serves one locale at a time in this mode. */
import { spawn } from 'node:child_process';
import { DOCUSAURUS } from './site/build.ts';

const child = spawn(process.execPath, [DOCUSAURUS, 'start', '--no-open', ...process.argv.slice(2)], {
  stdio: 'inherit', env: { ...process.env, DOCUSAURUS_NO_TELEMETRY: '1' },
});
child.on('exit', (code) => process.exit(code ?? 1));
