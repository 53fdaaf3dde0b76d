/** Things put in order with buttons; each move is said aloud, and the focus goes along. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { Inline } from '../../Inline/index.tsx';
import { inOrder } from '../credit.ts';
import type { FieldProps } from '../types.ts';
import { Mark } from './Mark.tsx';
import styles from './styles.module.css';

const plain = (text: string): string => text.replaceAll('`', '');

export function Order({ variant, language, answer, change, judged }: FieldProps<'order'>): ReactNode {
  const order = answer ?? variant.items.map(({ id }) => id);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  /** The button that was pressed: moving its row takes the focus from it. */
  const pressed = useRef<string>(undefined);
  /** Those that may stay where they are. */
  const steady = judged === undefined ? [] : inOrder(order.map((id) => variant.items.find((item) => item.id === id)?.rank ?? 0));
  const textOf = (id: string): string => variant.items.find((item) => item.id === id)?.text[language] ?? '';
  useEffect(() => {
    const moved = [...list.current?.querySelectorAll<HTMLElement>('[data-move]') ?? []].find(({ dataset }) => dataset['move'] === pressed.current);
    moved?.focus({ preventScroll: true });
    pressed.current = undefined;
  }, [order]);
  const move = (at: number, step: 1 | -1): void => {
    const to = at + step;
    const id = order[at]!;
    if (to < 0 || to >= order.length) return;
    pressed.current = `${id} ${step}`;
    change(order.map((one, index) => (index === at ? order[to]! : index === to ? id : one)));
    setSaid(translate({ id: 'peapod.quiz.order.moved', message: '{text}: now {place} of {all}' }, { text: plain(textOf(id)), place: to + 1, all: order.length }));
  };
  return (
    <>
      <p className={styles.how}>{translate({ id: 'peapod.quiz.order.how', message: 'Put them in order, the first on top.' })}</p>
      <ol className={styles.order} ref={list}>
        {order.map((id, at) => (
          <li key={id} className={judged === undefined ? '' : steady.includes(at) ? styles.right : styles.wrong}>
            <span className={styles.place} aria-hidden="true">{at + 1}</span>
            <span className={styles.grow}><Inline text={textOf(id)} /></span>
            {judged === undefined ? ([-1, 1] as const).map((step) => (
              // Not `disabled` at the ends: the focus would be lost.
              <button key={step} type="button" className="button-plain" data-move={`${id} ${step}`} aria-disabled={at + step < 0 || at + step >= order.length} onClick={() => move(at, step)}
                aria-label={step === -1 ? translate({ id: 'peapod.quiz.order.up', message: 'Move up: {text}' }, { text: plain(textOf(id)) }) : translate({ id: 'peapod.quiz.order.down', message: 'Move down: {text}' }, { text: plain(textOf(id)) })}>
                <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d={step === -1 ? 'M8 13V3M3.5 7.5 8 3l4.5 4.5' : 'M8 3v10M3.5 8.5 8 13l4.5-4.5'} fill="none" stroke="currentColor" strokeWidth="1.7" /></svg>
              </button>
            )) : <Mark right={steady.includes(at)}>{steady.includes(at) ? translate({ id: 'peapod.quiz.order.stays', message: 'in order' }) : translate({ id: 'peapod.quiz.order.misplaced', message: 'elsewhere' })}</Mark>}
          </li>
        ))}
      </ol>
      <div className="visually-hidden" aria-live="polite">{said}</div>
    </>
  );
}
