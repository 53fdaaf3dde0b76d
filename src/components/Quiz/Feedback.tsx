/** What came of an answer: the verdict, why for this very answer, what would have been right, and how it really is. */
import React from 'react';
import type { ReactNode, Ref } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import type { Judged, Misconception, SheetQuestion } from '@site/src/plugins/course/types.ts';
import { Inline } from '../Inline/index.tsx';
import { Cross, Half, Tick } from './answers/Mark.tsx';
import { withoutColours } from './answers/Command.tsx';
import { creditText, verdictText } from './credit.ts';
import { Key, marksItself } from './Key.tsx';
import type { Posed } from './Key.tsx';
import type { Language } from './types.ts';
import styles from './styles.module.css';

type Props = { readonly question: SheetQuestion; readonly posed: Posed; readonly language: Language; readonly answer: unknown; readonly judged: Judged; readonly misconceptions: readonly Misconception[]; readonly verdict: Ref<HTMLParagraphElement> };

function keyTitle(type: SheetQuestion['type']): string {
  switch (type) {
    case 'order': return translate({ id: 'peapod.quiz.key.order', message: 'In the cluster it was:' });
    case 'find-line': return translate({ id: 'peapod.quiz.key.fixed', message: 'The file, put right:' });
    case 'fill-yaml': case 'command': return translate({ id: 'peapod.quiz.key.one', message: 'One that does it:' });
    default: return translate({ id: 'peapod.quiz.rightIs', message: 'Right:' });
  }
}

export function Feedback({ question, posed, language, answer, judged, misconceptions, verdict }: Props): ReactNode {
  const { variant, type } = posed;
  const { output } = variant.proof;
  const credit = creditText(question, variant, answer, judged);
  const printed = type === 'fill-yaml' ? withoutColours(judged.tried?.output ?? '').trimEnd() : '';
  return (
    <>
      <p className={`${styles.verdict} ${judged.right ? styles.isRight : judged.credit > 0 ? styles.isPartly : styles.isWrong}`} ref={verdict} tabIndex={-1}>
        {judged.right ? <Tick /> : judged.credit > 0 ? <Half /> : <Cross />}<strong>{verdictText(judged)}</strong>{credit !== '' && ` ${credit}`}
      </p>
      {judged.feedback.map((text, index) => <p key={index}><Inline text={text[language]} /></p>)}
      {printed !== '' && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <figure><figcaption>{translate({ id: 'peapod.quiz.fillPrinted', message: 'What came of your file' })}</figcaption><pre tabIndex={0} lang="en" translate="no">{printed}</pre></figure>
      )}
      {!judged.right && !marksItself(posed) && (
        <div className={styles.solution}><span>{keyTitle(type)}</span> <Key posed={posed} language={language} /></div>
      )}
      {variant.explain[language] !== '' && <p className={styles.explain}><Inline text={variant.explain[language]} /></p>}
      {misconceptions.filter(({ id }) => judged.misconceptions.includes(id)).map(({ id, truth }) => <p key={id} className={styles.truth}><Inline text={truth[language]} /></p>)}
      {output !== '' && type !== 'fill-yaml' && (
        <details className={styles.output}><summary>{translate({ id: 'peapod.quiz.proof', message: 'What the cluster showed' })}</summary><pre lang="en" translate="no">{withoutColours(output).trimEnd()}</pre></details>
      )}
      {question.lesson !== undefined && !judged.right && (
        <p><Link to={`/learn/${question.lesson}/`}>{translate({ id: 'peapod.quiz.lesson', message: 'The lesson where it is explained' })}</Link></p>
      )}
    </>
  );
}
