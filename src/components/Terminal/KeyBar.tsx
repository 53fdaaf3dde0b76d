/** Keys that a phone's keyboard lacks. Hidden where there is a real one. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import styles from './styles.module.css';

type Props = { readonly busy: boolean; readonly onTab: () => void; readonly onUp: () => void; readonly onDown: () => void; readonly onInterrupt: () => void; readonly onInsert: (text: string) => void };

export function KeyBar({ busy, onTab, onUp, onDown, onInterrupt, onInsert }: Props): ReactNode {
  const keys: readonly (readonly [string, string, () => void])[] = [
    ['Tab', translate({ id: 'peapod.keys.complete', message: 'Complete' }), onTab],
    ['↑', translate({ id: 'peapod.keys.previous', message: 'Previous command' }), onUp],
    ['↓', translate({ id: 'peapod.keys.next', message: 'Next command' }), onDown],
    ['^C', translate({ id: 'peapod.keys.interrupt', message: 'Interrupt' }), onInterrupt],
    ...['|', '-', '/'].map((key) => [key, key, () => onInsert(key)] as const),
  ];
  return (
    <fieldset className={`${styles.keys} ${busy ? styles.keysBusy : ''}`} aria-label={translate({ id: 'peapod.keys', message: 'Extra keys' })}>
      {keys.map(([text, label, press]) => (
        <button key={text} type="button" className="button-plain" aria-label={text === label ? text : `${text}: ${label}`} onPointerDown={(event) => event.preventDefault()} onClick={press}>{text}</button>
      ))}
    </fieldset>
  );
}
