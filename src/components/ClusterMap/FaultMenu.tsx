/** What can be done to a machine, each with a line that says what happens. */
import React, { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useSession } from '../Session/index.tsx';
import { faultInput } from './faults.ts';
import { faultWords } from './faultWords.ts';
import styles from './styles.module.css';

/** `node-delete` is typed as a command where the reader sees it. */
export function useFault(): (fault: string, node: string) => void {
  const { handle, snapshot } = useSession();
  return (fault, node) => {
    if (fault === 'node-delete' && snapshot.terminals.main?.busy !== true) void handle?.input({ type: 'line', terminal: 'main', text: `kubectl delete node ${node}` });
    else void handle?.input(faultInput(fault, node));
  };
}

export function FaultMenu({ node, faults }: { readonly node: string; readonly faults: readonly string[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const list = useId();
  const give = useFault();
  return (
    <>
      <button type="button" className="button-plain" aria-expanded={open} aria-controls={list} onClick={() => setOpen(!open)}>{translate({ id: 'peapod.faults', message: 'More faults' })}</button>
      {open && (
        <ul className={styles.faults} id={list}>
          {faults.map((fault) => {
            const words = faultWords(fault, node);
            return (
              <li key={fault}>
                <button type="button" className="button-plain" onClick={() => give(fault, node)}>{words?.button ?? fault}</button>
                {words?.line !== undefined && <span className={styles.role}>{words.line}</span>}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
