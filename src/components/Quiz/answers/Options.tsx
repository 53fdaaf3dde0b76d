/** One of several, or some of several. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { SheetOption } from '@site/src/plugins/course/types.ts';
import { Inline } from '../../Inline/index.tsx';
import type { FieldProps } from '../types.ts';
import { Mark } from './Mark.tsx';
import styles from './styles.module.css';

type Props = { readonly name: string; readonly type: 'radio' | 'checkbox'; readonly options: readonly SheetOption[]; readonly language: 'en' | 'zh'; readonly chosen: readonly string[]; readonly choose: (id: string) => void; readonly judged: boolean };

function OptionMark({ option, chosen, several }: { readonly option: SheetOption; readonly chosen: boolean; readonly several: boolean }): ReactNode {
  if (option.right && !chosen && several) return <Mark right={false}>{translate({ id: 'peapod.quiz.leftOut', message: 'right, not ticked' })}</Mark>;
  if (option.right) return <Mark right />;
  return chosen ? <Mark right={false} /> : null;
}

/** A flag is not torn apart at its dashes. */
function Words({ text }: { readonly text: string }): ReactNode {
  return text.split(' ').map((word, index) => <React.Fragment key={index}>{index > 0 && ' '}<span className={styles.word}>{word}</span></React.Fragment>);
}

function Options({ name, type, options, language, chosen, choose, judged }: Props): ReactNode {
  return options.map((option) => {
    const ticked = chosen.includes(option.id);
    const tone = !judged ? '' : option.right && (ticked || type === 'radio') ? styles.right : ticked ? styles.wrong : '';
    return (
      <label key={option.id} className={`${styles.option} ${tone}`}>
        <input type={type} name={name} value={option.id} checked={ticked} disabled={judged} onChange={() => choose(option.id)} />
        {option.command === true
          ? <code className={styles.command} lang="en" translate="no"><Words text={option.text[language].replaceAll('`', '')} /></code>
          : <span><Inline text={option.text[language]} /></span>}
        {judged && <OptionMark option={option} chosen={ticked} several={type === 'checkbox'} />}
      </label>
    );
  });
}

export function Single({ name, variant, language, answer, change, judged }: FieldProps<'single'>): ReactNode {
  return <Options name={name} type="radio" options={variant.options} language={language} chosen={answer === undefined ? [] : [answer]} choose={change} judged={judged !== undefined} />;
}

export function Multiple({ name, variant, language, answer = [], change, judged }: FieldProps<'multiple'>): ReactNode {
  const choose = (id: string): void => change(answer.includes(id) ? answer.filter((one) => one !== id) : [...answer, id].sort());
  return (
    <>
      <p className={styles.how}>{translate({ id: 'peapod.quiz.multiple', message: 'Tick all that are true.' })}</p>
      <Options name={name} type="checkbox" options={variant.options} language={language} chosen={answer} choose={choose} judged={judged !== undefined} />
    </>
  );
}
