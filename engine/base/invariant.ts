/** A broken promise of our own code: the session stops and shows seed and inputs. Never thrown for a user's mistake. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
