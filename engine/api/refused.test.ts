/** What a real cluster refused, and in which words. */
import { decode, findByKind, formatFieldError, strictError, type KubeObject } from './index.ts';
import cases from './testdata/refused.json';

type Case = {
  readonly from: string; readonly manifest: { readonly apiVersion: string; readonly kind: string };
  readonly errors?: readonly string[]; readonly refusal?: string;
};

/** As the API server goes: decode, default, prepare, validate. */
function refuse({ manifest }: Case): Omit<Case, 'from' | 'manifest'> {
  const kind = findByKind(manifest.apiVersion, manifest.kind);
  if (kind === undefined) throw new Error(`no kind ${manifest.kind}`);
  const decoded = decode(kind.definition, manifest as never);
  if (!decoded.ok) return { refusal: decoded.error };
  if (decoded.unknown.length > 0) return { refusal: strictError(decoded.unknown) };
  const given = decoded.object as KubeObject;
  const placed = { ...given, metadata: { ...given.metadata, ...(kind.namespaced ? { namespace: 'default' } : {}) } };
  const errors = kind.validate(kind.prepareForCreate?.(kind.defaults(placed)) ?? placed);
  return { errors: errors.map(formatFieldError) };
}

describe('refusals in the words of the recorded cluster', () => {
  test.each((cases as unknown as readonly Case[]).map((item) => [item.from, item] as const))('%s', (_name, item) => {
    const { from: _from, manifest: _manifest, ...expected } = item;
    expect(refuse(item)).toEqual(expected);
  });
});
