/** One state, one colour, one shape, one word: the same in the map, the tables, the timeline and the terminal. */
import React from 'react';
import type { ReactNode } from 'react';
import type { VisibleState } from '@site/src/worker/protocol.ts';
import styles from './styles.module.css';

const shapes: Readonly<Record<VisibleState, ReactNode>> = {
  running: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  notReady: <><circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" /></>,
  pending: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  creating: <circle className={styles.turning} cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="22 13" />,
  failed: <path d="M2.5 2.5h11v11h-11zM5.5 5.5l5 5m0-5l-5 5" fill="none" stroke="currentColor" strokeWidth="1.7" />,
  terminating: <path d="M3 13 13 3M2 8.5 8.5 2M7.5 14 14 7.5" fill="none" stroke="currentColor" strokeWidth="1.9" />,
  succeeded: <path d="m2.5 8.5 3.8 3.8L13.5 4" fill="none" stroke="currentColor" strokeWidth="2" />,
  unknown: <><path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M6.7 6.6c0-1.8 2.7-1.7 2.7 0 0 1.1-1.4 1.1-1.4 2.1m0 1.3v.7" fill="none" stroke="currentColor" strokeWidth="1.2" /></>,
};

export const stateClass = (state: VisibleState): string => styles[state] ?? '';

export function StateIcon({ state }: { readonly state: VisibleState }): ReactNode {
  return <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">{shapes[state]}</svg>;
}
