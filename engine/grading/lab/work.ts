/** The learner's work, done again: the exercise's own cluster, and on it the inputs of the session. */
import type { Cluster } from '../../cluster/index.ts';
import { startSession, type Input, type InputBody, type SessionOptions } from '../../session/index.ts';
import { wordsOf } from '../params.ts';
import type { GradedLab } from './lab.ts';
import { milliseconds, passTime, runStep } from './steps.ts';
import { variantOf } from './variant.ts';
import { commandsIn, watchWay, type Way } from './way.ts';

export function labSession(lab: GradedLab, seed: string): SessionOptions {
  const { lab: own, drawn } = variantOf(lab, seed);
  const { spec, start, given, exam, slug, contentHash } = own;
  const variant = wordsOf(drawn);
  return {
    seed, preset: spec.cluster, start, settleMs: milliseconds(spec.settle),
    ...(given === undefined ? {} : { files: given }),
    ...(spec.before.length === 0 ? {} : { before: (cluster: Cluster): readonly string[] => spec.before.flatMap((step) => runStep(cluster, step, exam).problem ?? []) }),
    exercise: { slug, contentHash, ...(variant === '' ? {} : { variant }) },
  };
}

export type Work = { readonly options: SessionOptions; readonly inputs: readonly Input[]; readonly end: number };
export type Done = { readonly cluster: Cluster; readonly way: Way; readonly troubles: readonly string[] };

/** @param listen whether requests are noted: that costs a little */
export function* doAgain({ options, inputs, end }: Work, listen: boolean): Generator<void, Done> {
  const { session, cluster, troubles } = startSession(options);
  yield;
  const watched = listen ? watchWay(cluster) : undefined;
  for (const { at, ...body } of inputs) {
    yield* passTime(cluster, at - session.at);
    session.input(body as InputBody); // an input without its moment
  }
  yield* passTime(cluster, end - session.at);
  watched?.stop();
  return { cluster, troubles, way: { asked: watched?.asked ?? [], commands: commandsIn(inputs) } };
}
