/** The live theme's header without capitals and without a grey bar. */
import React from 'react';
import type { ReactNode } from 'react';
import type { Props } from '@theme/Playground/Header';
import styles from './styles.module.css';

export default function PlaygroundHeader({ children, buttons }: Props): ReactNode {
  return <div className={styles.header}><span>{children}</span>{buttons}</div>;
}
