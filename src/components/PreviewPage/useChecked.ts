/** Asks the engine about the files while they are typed: a moment after the last letter, only the newest answer counts. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { createAuthor, GivenUp, TooLong } from '@site/src/worker/author.ts';
import type { AuthorAnswer } from '@site/src/worker/authoring.ts';
import type { GradeProgress } from '@site/src/worker/protocol.ts';
import type { Draft } from './types.ts';

export type Names = { readonly lessons: readonly string[]; readonly manifests: { readonly [name: string]: string } };
type Proof = Extract<AuthorAnswer, { what: 'prove' }>['proof'];
export type Checked = {
  /** `tooLong`: it never came to an end, and was stopped. `broken`: our own bug, or no connection. */
  readonly state: 'busy' | 'done' | 'tooLong' | 'broken';
  readonly error: string;
  readonly progress: GradeProgress | undefined;
  readonly answer: Exclude<AuthorAnswer, { what: 'prove' | 'overtaken' }> | undefined;
};
export type Proving = { readonly state: 'none' | 'busy' | 'done' | 'tooLong' | 'broken'; readonly progress: GradeProgress | undefined; readonly proof: Proof; /** Of what was proved. */ readonly files: Draft['files'] | undefined };

const delayMs = 350;
const nothing: Checked = { state: 'busy', error: '', progress: undefined, answer: undefined };
const unproved: Proving = { state: 'none', progress: undefined, proof: null, files: undefined };
const stateOf = (error: unknown): 'tooLong' | 'broken' => (error instanceof TooLong ? 'tooLong' : 'broken');

export function useChecked({ kind, slug, files }: Draft, names: Names) {
  const [author] = useState(createAuthor);
  const [checked, setChecked] = useState<Checked>(nothing);
  const [proving, setProving] = useState<Proving>(unproved);
  const [again, setAgain] = useState(0);
  const newest = useRef(0);
  const [of, setOf] = useState({ kind, slug });
  if (of.kind !== kind || of.slug !== slug) {
    setOf({ kind, slug });
    setChecked(nothing);
    setProving(unproved);
  }
  useEffect(() => {
    const own = newest.current += 1;
    const timer = setTimeout(() => {
      setChecked((before) => ({ ...before, state: 'busy', error: '' }));
      const current = (): boolean => own === newest.current;
      author.ask({ what: kind, slug, files, names }, (progress) => { if (current()) setChecked((before) => ({ ...before, progress })); }).then(
        (answer) => { if (current() && (answer.what === 'lab' || answer.what === 'quiz')) setChecked({ state: 'done', error: '', progress: undefined, answer }); },
        (error: unknown) => {
          if (!current()) return;
          // Whoever cancels a proof ends the check that ran beside it.
          if (error instanceof GivenUp) setAgain((count) => count + 1);
          else setChecked((before) => ({ ...before, state: stateOf(error), error: error instanceof Error ? error.message : '', progress: undefined }));
        });
    }, delayMs);
    return () => clearTimeout(timer);
  }, [author, kind, slug, files, names, again]);
  useEffect(() => () => author.stop(), [author]);

  const prove = useCallback((mutants: boolean) => {
    setProving({ state: 'busy', progress: undefined, proof: null, files });
    author.ask({ what: 'prove', slug, files, mutants }, (progress) => setProving((before) => (before.state === 'busy' ? { ...before, progress } : before))).then(
      (answer) => setProving((before) => (before.state === 'busy' && answer.what === 'prove' ? { ...before, state: 'done', progress: undefined, proof: answer.proof } : before)),
      (error: unknown) => setProving((before) => (before.state !== 'busy' ? before : error instanceof GivenUp ? unproved : { ...before, state: stateOf(error), progress: undefined })));
  }, [author, slug, files]);
  return { checked, proving, prove, cancel: author.stop };
}
