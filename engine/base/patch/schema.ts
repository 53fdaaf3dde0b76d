/** What strategic merge patches and server-side apply must know of types; handed in, so that `base` knows no kinds. */

export type FieldSchema = {
  /** `object` has named fields, `map` has values of one type, `list` has items. */
  readonly shape: 'scalar' | 'object' | 'map' | 'list';
  /** Strategic merge: lists of objects merge by this key; lists of scalars marked `merge` have none. */
  readonly merge: boolean;
  readonly mergeKey?: string;
  readonly retainKeys: boolean;
  /** Strategic merge: the patch's value takes the place of the whole. */
  readonly replace?: true;
  /** Server-side apply: how a list or object is owned. */
  readonly apply: 'atomic' | 'set' | 'map' | 'granular';
  readonly applyKeys: readonly string[];
  /** Fields of the object, of the list's items or of the map's values. */
  readonly inner: ObjectSchema | undefined;
  /** How items or values themselves look, where they are lists or maps again. */
  readonly element: FieldSchema | undefined;
  /** The structure's name of a plain value: `string`, `int32`, `quantity` … */
  readonly scalar: string;
};
export type ObjectSchema = { readonly field: (name: string) => FieldSchema | undefined };

/** Without knowledge: maps merge, lists are replaced. */
export const UNTYPED: ObjectSchema = { field: () => undefined };
export const innerOf = (field: FieldSchema | undefined): ObjectSchema => field?.inner ?? UNTYPED;
