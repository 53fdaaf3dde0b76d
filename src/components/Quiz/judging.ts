/** From an answer to its verdict; what runs meanwhile, and what is said when it cannot. */
import { useEffect, useRef, useState } from 'react';
import { translate } from '@docusaurus/Translate';
import { judge, judgeAnswer, trialOf } from '@site/engine/grading/answers.ts';
import type { Judged, RunTrial, SheetQuestion } from '@site/src/plugins/course/types.ts';
import type { KeptAnswer, Language } from './types.ts';

/** An answer of an earlier visit, judged again: texts may have been mended since. What was tried out is not run again. */
export function judgeKept(question: SheetQuestion, variant: number, kept: KeptAnswer): Judged {
  const { unread, ...again } = judge(question, variant, kept.answer);
  return unread === undefined ? again : { ...again, right: kept.right, credit: kept.credit };
}

export type Judging = {
  readonly judged: Judged | undefined;
  /** Why an answer could not be judged, to be mended by the learner. */
  readonly message: string;
  /** Something is being tried out. */
  readonly running: boolean;
  readonly check: (answer: unknown) => Promise<Judged | undefined>;
  readonly stop: () => void;
  readonly reset: () => void;
};

export function useJudging(question: SheetQuestion, variant: number, language: Language, first: Judged | undefined, run: RunTrial, stop: () => void): Judging {
  const [judged, setJudged] = useState(first);
  const [message, setMessage] = useState('');
  const [running, setRunning] = useState(false);
  /** An answer to what was asked before comes too late. */
  const turn = useRef(0);
  useEffect(() => () => { turn.current += 1; }, []);
  const check = async (answer: unknown): Promise<Judged | undefined> => {
    if (running) return undefined;
    const own = ++turn.current;
    setMessage('');
    setRunning(trialOf(question, variant, answer) !== undefined);
    try {
      const result = await judgeAnswer(question, variant, answer, run);
      if (own !== turn.current) return undefined;
      setRunning(false);
      if (result.unread !== undefined) { setMessage(result.unread[language]); return undefined; }
      setJudged(result);
      return result;
    } catch {
      if (own !== turn.current) return undefined;
      setRunning(false);
      setMessage(translate({ id: 'peapod.quiz.notRun', message: 'This could not be tried out. Is there a connection? Check again.' }));
      return undefined;
    }
  };
  return {
    judged, message, running, check,
    stop: () => { turn.current += 1; setRunning(false); setMessage(translate({ id: 'peapod.quiz.stopped', message: 'Stopped. Nothing was judged.' })); stop(); },
    reset: () => { turn.current += 1; setJudged(undefined); setMessage(''); setRunning(false); },
  };
}
