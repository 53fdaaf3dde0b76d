import type { Resource } from '../discovery.ts';
import { applyPatch } from './threeWay.ts';

const PODS = { group: '', version: 'v1', kind: 'Pod', plural: 'pods' } as Resource; // what the patch needs of it
const pod = (container: { readonly [key: string]: string }): { readonly spec: { readonly containers: readonly { readonly [key: string]: string }[] } } => ({ spec: { containers: [container] } });

test('a container that has lost its name is refused in words', () => {
  const named = pod({ name: 'web', image: 'nginx' });
  const warned: string[] = [];
  expect(() => applyPatch(PODS, named, pod({ image: 'nginx' }), named, (text) => { warned.push(text); })).toThrow(
    /^creating patch with:\noriginal:\n\{.*\}\nmodified:\n\{.*\}\ncurrent:\n\{.*\}\nfor: map: map\[image:nginx\] does not contain declared merge key: name$/);
  expect(warned).toEqual(['openapi v3', 'openapi'].map((from) => `warning: error calculating patch from ${from} spec: map: map[image:nginx] does not contain declared merge key: name\n`));
});
