/** A lab as one learner meets it: the parameters that their seed draws are put in everywhere. */
import type { Json } from '../../base/index.ts';
import { drawParams, fillJson, fillText, fillYaml, type Drawn } from '../params.ts';
import type { Attempt, GradedLab } from './lab.ts';

export type Variant<T extends GradedLab> = { readonly lab: T; readonly drawn: Drawn };

export function variantOf<T extends GradedLab>(lab: T, seed: string): Variant<T> {
  const drawn = drawParams(lab.spec.params, seed);
  if (Object.keys(drawn).length === 0) return { lab, drawn };
  // A place may only stand where its value fits: the loader has tried.
  const spec = fillJson(lab.spec as unknown as Json, drawn) as unknown as T['spec'];
  const files = (texts: Attempt['files']): Attempt['files'] => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fillYaml(text, drawn)]));
  return { drawn, lab: { ...lab, spec, start: lab.start.map((text) => fillYaml(text, drawn)), ...(lab.given === undefined ? {} : { given: files(lab.given) }), ...(lab.exam === undefined ? {} : { exam: files(lab.exam) }) } };
}

export const variantOfAttempt = <T extends Attempt>(attempt: T, drawn: Drawn): T => (Object.keys(drawn).length === 0 ? attempt : {
  ...attempt,
  files: Object.fromEntries(Object.entries(attempt.files).map(([name, text]) => [name, fillYaml(text, drawn)])),
  commands: attempt.commands.map((line) => fillText(line, drawn)),
});
