import { createFiles } from '../../../script/index.ts';
import { readConfig } from './config.ts';
import { bindingsOf, locationFor, siteFor, sitesOf } from './sites.ts';

function read(text: string, more: { readonly [path: string]: string } = {}) {
  const files = createFiles({ now: 0 });
  files.makeDirectory('/etc/nginx/conf.d', { parents: true });
  for (const [path, content] of Object.entries({ '/etc/nginx/nginx.conf': text, ...more })) files.write(path, content);
  return readConfig(files, '/etc/nginx/nginx.conf');
}

describe('nginx.conf', () => {
  it.each([
    ['events {}\nhttp {\n  servr {}\n}\n', 'unknown directive "servr" in /etc/nginx/nginx.conf:3'],
    ['events {}\n}\n', 'unexpected "}" in /etc/nginx/nginx.conf:2'],
    ['events {}\nhttp {\n  sendfile on\n}\n', 'unexpected "}" in /etc/nginx/nginx.conf:4'],
    ['events {}\nhttp {\n', 'unexpected end of file, expecting "}" in /etc/nginx/nginx.conf:2'],
    ['include /etc/nginx/missing.conf;\n', 'open() "/etc/nginx/missing.conf" failed (2: No such file or directory) in /etc/nginx/nginx.conf:1'],
  ])('%j is refused', (text, message) => { expect(read(text)).toEqual({ ok: false, message }); });

  it.each([
    ['server { listen 127.0.0.1:80; }', [{ port: 80, address: '127.0.0.1' }]],
    ['server { listen localhost:8080; listen 80; } server { listen 127.0.0.1:80; }', [{ port: 8080, address: '127.0.0.1' }, { port: 80, address: undefined }]],
    ['server { listen [::]:80; listen *:81; } server { }', [{ port: 80, address: undefined }, { port: 81, address: undefined }]],
  ])('%s listens there', (servers, bindings) => {
    const config = read(`events {} http { ${servers} }`);
    if (!config.ok) throw new Error(config.message);
    expect(bindingsOf(sitesOf(config.directives, []).sites)).toEqual(bindings);
  });

  it('gives sites with ports, names and locations, also from included files', () => {
    const config = read('events {} http { include /etc/nginx/conf.d/*.conf; upstream api { server api-1:8080; server api-2:8080; } }', {
      '/etc/nginx/conf.d/a.conf': 'server { listen 8080 default_server; server_name a.example *.b.example; location / { return 200 "hello $hostname\\n"; } location = /x { } location /api/ { proxy_pass http://api; } location ~* \\.php$ { deny all; } }',
      '/etc/nginx/conf.d/b.conf': '# a comment\nserver { listen [::]:80; server_name _; }',
    });
    if (!config.ok) throw new Error(config.message);
    const { sites, upstreams, daemon } = sitesOf(config.directives, []);
    expect(sites.map((site) => site.ports)).toEqual([[8080], [80]]);
    expect([upstreams.get('api'), daemon]).toEqual([['api-1:8080', 'api-2:8080'], true]);
    const site = siteFor(sites, 8080, 'x.b.example:8080');
    expect(site?.names).toEqual(['a.example', '*.b.example']);
    const pick = (path: string): string | undefined => (site === undefined ? undefined : locationFor(site, path)?.pattern);
    expect(['/', '/x', '/api/v1', '/a.PHP', '/other'].map(pick)).toEqual(['/', '/x', '/api/', '\\.php$', '/']);
  });
});
