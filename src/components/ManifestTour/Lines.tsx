/** The manifest, line by line. A line with a note is a button; the arrow keys go from one to the next. */
import React, { Fragment, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { piecesOf } from './lines.ts';
import type { Halt } from './stops.ts';
import styles from './styles.module.css';

function Code({ line }: { readonly line: string }): ReactNode {
  return <code lang="en" translate="no">{line === '' ? ' ' : piecesOf(line).map(({ text, kind }, index) => <span key={index} className={styles[kind]}>{text}</span>)}</code>;
}

type LinesProps = {
  readonly lines: readonly string[]; readonly halts: readonly Halt[]; readonly active: number;
  readonly idOf: (index: number) => string; readonly choose: (index: number) => void;
  /** The note, right behind its line: on a phone that is where it stands. */
  readonly note: (index: number) => ReactNode;
};

export function Lines({ lines, halts, active, idOf, choose, note }: LinesProps): ReactNode {
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const step = (event: KeyboardEvent, from: number): void => {
    const to = { ArrowDown: from + 1, ArrowRight: from + 1, ArrowUp: from - 1, ArrowLeft: from - 1, Home: 0, End: halts.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(halts.length - 1, to));
    choose(next);
    buttons.current[next]?.focus();
  };
  const lit = halts[active];
  return lines.map((line, at) => {
    const index = halts.findIndex(({ from }) => from === at);
    const inside = lit !== undefined && at >= lit.from && at <= lit.to;
    const halt = halts[index];
    if (halt === undefined) return <div key={at} className={`${styles.line} ${inside ? styles.inside : ''}`}><Code line={line} /></div>;
    return (
      <Fragment key={at}>
        <button
          type="button" ref={(element) => { buttons.current[index] = element; }} className={`${styles.line} ${styles.stop} ${inside ? styles.inside : ''} ${index === active ? styles.active : ''}`}
          tabIndex={index === Math.max(0, active) ? 0 : -1} aria-expanded={index === active} aria-controls={idOf(index)}
          onClick={() => choose(index)} onFocus={() => choose(index)} onMouseEnter={() => choose(index)} onKeyDown={(event) => step(event, index)}
        >
          <Code line={line} />
          {halt.title !== undefined && <span className={styles.title}>{halt.title}</span>}
        </button>
        {note(index)}
      </Fragment>
    );
  });
}
