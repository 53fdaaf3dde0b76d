/** Judges an answer to a question: the one place where that is done, for the page, the command line and the classroom. */
import type { Judged, RunTrial, SheetQuestion, Trial, TrialResult } from '../sheet.ts';
import { judgeOne, judgeOrder, judgeRows, judgeStates, judgeTicks, judgeTrueFalse } from './choices.ts';
import { judgeCommand, judgeFile, trialOfCommand, trialOfFile } from './tried.ts';
import { judgeLine, judgeNumber, judgeText } from './typed.ts';
import type { Verdict } from './verdict.ts';
import { unread } from './words.ts';

/** What has to be tried out on a copy of the cluster before the answer can be judged; undefined: nothing. */
export function trialOf(question: SheetQuestion, variant: number, answer: unknown): Trial | undefined {
  if (question.type === 'fill-yaml') {
    const of = question.variants[variant];
    return of === undefined ? undefined : trialOfFile(of, answer);
  }
  if (question.type !== 'command') return undefined;
  const of = question.variants[variant];
  return of === undefined || of.options !== undefined ? undefined : trialOfCommand(of, answer);
}

function verdictOn(question: SheetQuestion, index: number, answer: unknown, tried: TrialResult | undefined): Verdict {
  const none: Verdict = { unread: unread('choice') };
  switch (question.type) {
    case 'single': { const of = question.variants[index]; return of === undefined ? none : judgeOne(of.options, answer); }
    case 'multiple': { const of = question.variants[index]; return of === undefined ? none : judgeTicks(of, answer); }
    case 'true-false': { const of = question.variants[index]; return of === undefined ? none : judgeTrueFalse(of, answer); }
    case 'order': { const of = question.variants[index]; return of === undefined ? none : judgeOrder(of, answer); }
    case 'match': { const of = question.variants[index]; return of === undefined ? none : judgeRows(of, answer); }
    case 'number': { const of = question.variants[index]; return of === undefined ? none : judgeNumber(of, answer); }
    case 'text': { const of = question.variants[index]; return of === undefined ? none : judgeText(of, answer); }
    case 'fill-yaml': { const of = question.variants[index]; return of === undefined ? none : judgeFile(of, answer, tried); }
    case 'find-line': { const of = question.variants[index]; return of === undefined ? none : judgeLine(of, answer); }
    case 'states-over-time': { const of = question.variants[index]; return of === undefined ? none : judgeStates(of, answer); }
    case 'command': {
      const of = question.variants[index];
      return of === undefined ? none : of.options === undefined ? judgeCommand(of, answer, tried) : judgeOne(of.options, answer);
    }
  }
}

/** @param tried what came of `trialOf`, if that gave something to try */
export function judge(question: SheetQuestion, variant: number, answer: unknown, tried?: TrialResult): Judged {
  const verdict = verdictOn(question, variant, answer, tried);
  const nothing = { right: false, credit: 0, feedback: [], misconceptions: [], parts: {}, sureAndWrong: false };
  return 'credit' in verdict ? { ...nothing, ...verdict, right: verdict.credit === 1 } : { ...nothing, unread: verdict.unread };
}

/**
 * @param variant index in `question.variants`
 * @param answer JSON, of the shape of `Answers[question.type]`; anything else is `unread`, not wrong
 * @param run tries a typed command or a filled file out; without it only what the author foresaw can be judged
 */
export async function judgeAnswer(question: SheetQuestion, variant: number, answer: unknown, run?: RunTrial): Promise<Judged> {
  const trial = run === undefined ? undefined : trialOf(question, variant, answer);
  return judge(question, variant, answer, trial === undefined ? undefined : await run?.(trial));
}
