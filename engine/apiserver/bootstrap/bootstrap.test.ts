/** Objects that are written unseen must be as the API server would have made them. */
import { findByKind } from '../../api/index.ts';
import { bootstrapObjects } from './objects.ts';

const objects = bootstrapObjects({ address: '172.30.0.11', port: 6443, clientCa: 'pem' }, '2026-11-21T12:00:00Z');

test.each(objects.map((object) => [`${object.kind ?? ''} ${object.metadata?.namespace ?? ''}/${object.metadata?.name ?? ''}`, object] as const))('%s', (_name, object) => {
  const kind = findByKind(object.apiVersion ?? '', object.kind ?? '');
  expect(kind?.defaults(object)).toEqual(object);
  expect(kind?.validate({ ...object, metadata: { ...object.metadata, uid: 'u' } })).toEqual([]);
});

test('names are given once', () => {
  const names = objects.map(({ kind, metadata }) => `${kind ?? ''} ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`);
  expect(new Set(names).size).toBe(names.length);
});
