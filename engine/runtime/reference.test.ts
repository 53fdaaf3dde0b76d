import { fullName, parseReference } from './reference.ts';

describe('an image name', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.14.2', 'docker.io/library/nginx:1.14.2'],
    ['jocatalin/kubernetes-bootcamp:v2', 'docker.io/jocatalin/kubernetes-bootcamp:v2'],
    ['index.docker.io/library/nginx', 'docker.io/library/nginx:latest'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['gcr.io/google-samples/kubernetes-bootcamp:v1', 'gcr.io/google-samples/kubernetes-bootcamp:v1'],
    ['localhost/app', 'localhost/app:latest'],
    ['registry:5000/team/app:1', 'registry:5000/team/app:1'],
    ['registry.nowhere.example/team/web:1.0', 'registry.nowhere.example/team/web:1.0'],
    [`busybox:1.36@sha256:${'a'.repeat(64)}`, `docker.io/library/busybox@sha256:${'a'.repeat(64)}`],
    ['a__b/c-d.e', 'docker.io/a__b/c-d.e:latest'],
  ])('%s is %s', (text, expected) => {
    const parsed = parseReference(text);
    expect(parsed.ok && fullName(parsed.reference)).toBe(expected);
  });
  it.each([
    ['Nginx:1.25', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['BusyBox', 'invalid reference format: repository name (library/BusyBox) must be lowercase'],
    ['My/App', 'invalid reference format: repository name (App) must be lowercase'],
    ['nginx:', 'invalid reference format'],
    ['busybox:1.36:2', 'invalid reference format'],
    [':1.36', 'invalid reference format'],
    ['busybox 1.36', 'invalid reference format'],
    ['', 'invalid reference format'],
    ['-busybox', 'invalid reference format'],
    ['busybox@sha256:123', 'invalid reference format'],
    ['busybox//1.36', 'invalid reference format'],
    ['app:-1', 'invalid reference format'],
    ['app:v1+build', 'invalid reference format'],
    [`busybox@sha256:${'a'.repeat(40)}`, 'invalid checksum digest length'],
    [`busybox@md6:${'a'.repeat(40)}`, 'unsupported digest algorithm'],
    ['f'.repeat(64), `invalid repository name (${'f'.repeat(64)}), cannot specify 64-byte hexadecimal strings`],
  ])('%j is refused', (text, message) => { expect(parseReference(text)).toEqual({ ok: false, message }); });
});
