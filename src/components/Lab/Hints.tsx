/** Hints, one after the other. One that costs points asks before it opens. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { Inline } from '../Inline/index.tsx';
import type { LabHint } from './types.ts';
import styles from './styles.module.css';

function Sure({ hint, open, leave }: { readonly hint: LabHint; readonly open: () => void; readonly leave: () => void }): ReactNode {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => { yes.current?.focus(); }, []);
  return (
    <div className={styles.sure}>
      <span>{translate({ id: 'peapod.lab.hintSure', message: 'This hint takes {points} off your score, as long as it is open: Undo closes it again.' }, { points: hint.cost })}</span>
      <button ref={yes} type="button" className="button-plain" onClick={open}>{translate({ id: 'peapod.lab.hintOpen', message: 'Open it' })}</button>
      <button type="button" className="button-plain" onClick={leave}>{translate({ id: 'peapod.lab.hintLeave', message: 'Not yet' })}</button>
    </div>
  );
}

export function Hints({ hints, opened, open, disabled }: { readonly hints: readonly LabHint[]; readonly opened: readonly string[]; readonly open: (id: string) => void; readonly disabled: boolean }): ReactNode {
  const [asked, setAsked] = useState<string>();
  const next = hints.find(({ id }) => !opened.includes(id));
  const cost = hints.filter(({ id }) => opened.includes(id)).reduce((sum, hint) => sum + hint.cost, 0);
  if (hints.length === 0) return null;
  return (
    <div className={styles.hints}>
      <div aria-live="polite">{hints.filter(({ id }) => opened.includes(id)).map(({ id, text }) => <p key={id} className={styles.hint}><Inline text={text} /></p>)}</div>
      {next !== undefined && (asked === next.id
        ? <Sure hint={next} open={() => { setAsked(undefined); open(next.id); }} leave={() => setAsked(undefined)} />
        : (
          <button type="button" className="button-plain" disabled={disabled} onClick={() => (next.cost === 0 ? open(next.id) : setAsked(next.id))}>
            {next.cost === 0 ? translate({ id: 'peapod.lab.hint', message: 'Hint' }) : translate({ id: 'peapod.lab.hintCosts', message: 'Hint (costs {points})' }, { points: next.cost })}
          </button>
        ))}
      {cost > 0 && <span className={styles.small}>{translate({ id: 'peapod.lab.hintsCost', message: 'Open hints take {points} off.' }, { points: cost })}</span>}
    </div>
  );
}
