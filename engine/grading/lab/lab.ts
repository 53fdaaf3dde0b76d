/** A lab as it is worked on and graded: the exercise file with what lies beside it. */
import type { Text } from '../format/common.ts';
import type { ExpectFile, LabFile } from '../format/lab.ts';

/** Manifests applied in order, then commands typed one after the other. */
export type Attempt = { readonly files: { readonly [name: string]: string }; readonly manifests: readonly string[]; readonly commands: readonly string[] };
export type WrongAttempt = Attempt & { readonly why: string; readonly expect: ExpectFile };

/** What decides a grade: all that a page's worker gets of a lab. */
export type GradedLab = {
  readonly slug: string;
  readonly spec: LabFile;
  readonly start: readonly string[];
  /** Files of given/ by name: they lie in the learner's home, not applied; the first one is what the editor shows. */
  readonly given?: Attempt['files'];
  /** Files of exam/ by name: what steps apply, and what stands on the computer that the examiner types on. */
  readonly exam?: Attempt['files'];
  /** Of everything that decides a grade; a session names the hash that it was worked on with. */
  readonly contentHash: string;
};
export type Lab = GradedLab & {
  readonly task: Text;
  readonly solution: Attempt;
  readonly wrong: readonly WrongAttempt[];
};

/** The seed of a lab's page: the same for everybody, or, where there are parameters, the learner's own. */
export const labSeed = (slug: string, learner?: string): string => (learner === undefined ? `lab/${slug}` : `lab/${slug}/${learner}`);
