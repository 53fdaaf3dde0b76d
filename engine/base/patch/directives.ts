/** Words with a meaning in strategic merge patches. @k8s apimachinery/pkg/util/strategicpatch/patch.go */
export const PATCH = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const ELEMENT_ORDER = '$setElementOrder/';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';

export type PatchResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** Carries a message out of the recursion; never leaves `base/patch`. */
export class PatchFault {
  readonly message: string;
  constructor(message: string) { this.message = message; }
}

export function asResult<T>(work: () => T): PatchResult<T> {
  try {
    return { ok: true, value: work() };
  } catch (fault) {
    if (fault instanceof PatchFault) return { ok: false, error: fault.message };
    throw fault;
  }
}
