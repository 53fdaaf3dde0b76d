/** What was done to a machine: a shape and a word. */
import React from 'react';
import type { ReactNode } from 'react';
import { stateWord } from './faultWords.ts';
import styles from './styles.module.css';

const shapes: { readonly [fault: string]: string } = {
  // A switch that is off, a cable with a gap, a clock, a square that stands still; all others: a bolt.
  'node-power-off': 'M8 1.5v6M4.4 4a5.2 5.2 0 1 0 7.2 0',
  'network-cut': 'M1 8h4M11 8h4M5 5v6M11 5v6',
  'network-cut-api': 'M1 8h4M11 8h4M5 5v6M11 5v6',
  'clock-skew': 'M8 2.2a5.8 5.8 0 1 0 .01 0M8 4.6V8l-2.6 1.8',
  'kubelet-stop': 'M3.5 3.5h9v9h-9z',
  'runtime-stop': 'M3.5 3.5h9v9h-9z',
  'node-remove': 'M3 3l10 10M13 3L3 13',
};
const bolt = 'M9 1.5 4 9h3.6L6.5 14.5 12 7H8.3z';

export function FaultMark({ fault }: { readonly fault: string }): ReactNode {
  return (
    <span className={styles.power}>
      <svg className={styles.faultShape} viewBox="0 0 16 16" aria-hidden="true"><path d={shapes[fault] ?? bolt} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" /></svg>
      {stateWord(fault)}{' '}
    </span>
  );
}
