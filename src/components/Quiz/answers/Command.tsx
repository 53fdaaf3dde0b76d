/** The command that does it: chosen, or typed at a prompt and run on a copy of the cluster. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { parseAnsi } from '../../Terminal/ansi.ts';
import type { FieldProps } from '../types.ts';
import { Single } from './Options.tsx';
import styles from './styles.module.css';

export const prompt = 'learner@peapod:~$ ';
export const withoutColours = (text: string): string => parseAnsi(text).map((piece) => piece.text).join('');

function Prompt({ answer = '', change, judged }: FieldProps<'command'>): ReactNode {
  const output = withoutColours(judged?.tried?.output ?? '').replace(/\n$/, '');
  return (
    <div className={styles.terminal}>
      {/* One line and no completion: Tab goes on to the next control. */}
      <label className={styles.promptLine}>
        <span className={styles.prompt} lang="en" translate="no" aria-hidden="true">{prompt}</span>
        <span className="visually-hidden">{translate({ id: 'peapod.quiz.command', message: 'Your command' })}</span>
        <input type="text" lang="en" translate="no" value={answer} disabled={judged !== undefined} autoCapitalize="off" autoComplete="off" autoCorrect="off" spellCheck={false} enterKeyHint="send"
          onChange={({ target }) => change(target.value)} />
      </label>
      {output !== '' && (
        // A keyboard must be able to scroll it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre tabIndex={0} lang="en" translate="no" aria-label={translate({ id: 'peapod.quiz.printed', message: 'What it printed' })}>{output}</pre>
      )}
    </div>
  );
}

export function Command(props: FieldProps<'command'>): ReactNode {
  const { variant: { options, ...variant } } = props;
  return options === undefined ? <Prompt {...props} /> : <Single {...props} variant={{ ...variant, options }} />;
}
