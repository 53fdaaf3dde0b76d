/** A lab as it is worked on and graded: the exercise file with what lies beside it. */
import type { Text } from '../format/common.ts';
import type { ExpectFile, LabFile } from '../format/lab.ts';

/** Manifests applied in order, then commands typed one after the other. */
export type Attempt = { readonly files: { readonly [name: string]: string }; readonly manifests: readonly string[]; readonly commands: readonly string[] };
export type WrongAttempt = Attempt & { readonly why: string; readonly expect: ExpectFile };

export type Lab = {
  readonly slug: string;
  readonly spec: LabFile;
  readonly task: Text;
  readonly start: readonly string[];
  readonly solution: Attempt;
  readonly wrong: readonly WrongAttempt[];
  /** Of everything that decides a grade; a session names the hash that it was worked on with. */
  readonly contentHash: string;
};
