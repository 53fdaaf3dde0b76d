/** `npm start`: the course in both languages on http://localhost:3000 (PORT changes it). */
import { buildSite } from './site/build.ts';
import { serveStatic } from './site/staticServer.ts';

if (!buildSite()) {
  console.error('The site could not be built; the messages above say why.');
  process.exit(1);
}
const wanted = Number(process.env['PORT'] ?? 3000);
const host = process.env['HOST'] ?? 'localhost';
try {
  await serveStatic('build', wanted, host);
} catch (error) {
  const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  console.error(busy ? `Port ${wanted} is in use. Choose another one: PORT=3001 npm start` : String(error));
  process.exit(1);
}
console.log(`\n  English  http://${host}:${wanted}/\n  中文     http://${host}:${wanted}/zh-Hans/\n\n  Ctrl-C stops it.`);
