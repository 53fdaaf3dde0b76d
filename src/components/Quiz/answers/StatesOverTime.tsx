/** What will be seen at each of some moments. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { StateIcon, stateClass } from '../../StateIcon/index.tsx';
import type { FieldProps } from '../types.ts';
import { Mark } from './Mark.tsx';
import { stateOfWord } from './states.ts';
import styles from './styles.module.css';

export function StateWord({ id, text }: { readonly id: string; readonly text: string }): ReactNode {
  const state = stateOfWord(id);
  const shown = text.replaceAll('`', '');
  if (state === undefined) return <span>{shown}</span>;
  return <span className={`${styles.state} ${stateClass(state)}`}><StateIcon state={state} />{shown}</span>;
}

export function StatesOverTime({ variant, language, answer = {}, change, judged }: FieldProps<'states-over-time'>): ReactNode {
  const choice = (id: string): ReactNode => <StateWord id={id} text={variant.choices.find((one) => one.id === id)?.text[language] ?? id} />;
  return (
    <table className={styles.moments}>
      <thead><tr>
        <th scope="col">{translate({ id: 'peapod.quiz.moment', message: 'After' })}</th><th scope="col">{translate({ id: 'peapod.quiz.state', message: 'What is seen' })}</th>
        {judged !== undefined && <th scope="col">{translate({ id: 'peapod.quiz.inCluster', message: 'In the cluster' })}</th>}
      </tr></thead>
      <tbody>
        {variant.moments.map(({ id, label, key }) => {
          const chosen = answer[id];
          const state = chosen === undefined ? undefined : stateOfWord(chosen);
          return (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>
                <span className={`${styles.state} ${state === undefined ? '' : stateClass(state)}`}>
                  {state === undefined ? <span className={styles.noState} /> : <StateIcon state={state} />}
                  <select aria-label={translate({ id: 'peapod.quiz.stateAfter', message: 'What is seen after {moment}' }, { moment: label })} value={chosen ?? ''} disabled={judged !== undefined}
                    onChange={({ target }) => change({ ...answer, [id]: target.value })}>
                    <option value="" disabled>{translate({ id: 'peapod.quiz.choose', message: 'Choose…' })}</option>
                    {variant.choices.map((one) => <option key={one.id} value={one.id}>{one.text[language].replaceAll('`', '')}</option>)}
                  </select>
                </span>
              </td>
              {judged !== undefined && <td><span className={styles.outcome}>{choice(key)}<Mark right={judged.parts[id] === true} /></span></td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
