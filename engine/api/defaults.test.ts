/** What a real cluster made of manifests: the recorded `last-applied-configuration` beside the object that came of it. */
import { decode, findByKind, type KubeObject, type Pod } from './index.ts';
import first from './testdata/defaults.json';
import workloads from './testdata/workloads.defaults.json';

const pairs = [...first, ...workloads];

type Pair = { readonly from: string; readonly kind: string; readonly manifest: { readonly apiVersion: string }; readonly result: unknown };

describe('defaults are those of the recorded cluster', () => {
  test.each((pairs as unknown as readonly Pair[]).map((pair, index) => [`${pair.kind} ${pair.from} #${index}`, pair] as const))('%s', (_name, pair) => {
    const kind = findByKind(pair.manifest.apiVersion, pair.kind);
    if (kind === undefined) throw new Error(`no kind ${pair.kind}`);
    const decoded = decode(kind.definition, pair.manifest as never);
    expect(decoded).toMatchObject({ ok: true, unknown: [] });
    if (!decoded.ok) return;
    const made = kind.prepareForCreate?.(kind.defaults(decoded.object as KubeObject)) ?? {};
    const { apiVersion: _a, kind: _k, metadata: _m, ...fields } = made;
    expect(JSON.parse(JSON.stringify(fields))).toEqual(pair.result);
    // Admission gives every pod an account before it is validated.
    const placed = pair.kind === 'Pod' ? { ...made, spec: { serviceAccountName: 'default', ...(made as Pod).spec } } : made;
    expect(kind.validate({ ...placed, metadata: { ...placed.metadata, uid: placed.metadata?.uid ?? '' } } as KubeObject)).toEqual([]);
  });

  test('running them twice changes nothing', () => {
    for (const pair of pairs as unknown as readonly Pair[]) {
      const kind = findByKind(pair.manifest.apiVersion, pair.kind);
      const decoded = kind && decode(kind.definition, pair.manifest as never);
      if (kind === undefined || decoded?.ok !== true) continue;
      const once = kind.defaults(decoded.object as KubeObject);
      expect(kind.defaults(once)).toEqual(once);
    }
  });
});
