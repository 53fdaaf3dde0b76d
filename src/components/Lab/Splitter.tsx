/** The bar between two panes: dragged, or moved by the arrow keys; Enter or a double click folds the pane before it and brings it back. */
import React, { useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

type Props = {
  readonly name: string;
  /** How the bar stands. `horizontal`: the panes lie above and below it. */
  readonly orientation: 'horizontal' | 'vertical';
  /** Share of the first pane in per cent; 0 when it is folded. */
  readonly value: number; readonly least: number; readonly most: number;
  readonly onChange: (value: number) => void;
  readonly onFold: () => void;
};
const stepPercent = 2;

export function Splitter({ name, orientation, value, least, most, onChange, onFold }: Props): ReactNode {
  const dragged = useRef(false);
  const horizontal = orientation === 'horizontal';
  const set = (next: number): void => onChange(Math.min(most, Math.max(least, next)));
  const keys: { readonly [key: string]: () => void } = {
    [horizontal ? 'ArrowUp' : 'ArrowLeft']: () => set(value - stepPercent),
    [horizontal ? 'ArrowDown' : 'ArrowRight']: () => set(value + stepPercent),
    Home: () => set(least), End: () => set(most), Enter: onFold,
  };
  return (
    // A separator that takes the focus is a control: the pattern of a window splitter.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/prefer-tag-over-role
    <div className={horizontal ? styles.across : styles.along} role="separator" aria-label={name} aria-orientation={orientation}
      aria-valuenow={Math.round(value)} aria-valuemin={0} aria-valuemax={100} title={name}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={(event) => { const act = keys[event.key]; if (act !== undefined) { event.preventDefault(); act(); } }}
      onDoubleClick={onFold}
      onPointerDown={({ currentTarget, pointerId }) => { dragged.current = true; currentTarget.setPointerCapture(pointerId); }}
      onPointerUp={() => { dragged.current = false; }} onPointerCancel={() => { dragged.current = false; }}
      onPointerMove={({ currentTarget, clientX, clientY }) => {
        const box = currentTarget.parentElement?.getBoundingClientRect();
        if (!dragged.current || box === undefined) return;
        set(horizontal ? ((clientY - box.top) / box.height) * 100 : ((clientX - box.left) / box.width) * 100);
      }} />
  );
}
