/** What a controller said and what became of it, the newest at the end. */
import React, { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { LearnerReport } from '@site/src/worker/protocol.ts';
import type { Place } from './SourceEditor.tsx';
import styles from './styles.module.css';

const two = (value: number): string => String(value).padStart(2, '0');
/** Minutes, seconds and thousandths of virtual time: rests of 5 ms are to be seen. */
export const stamp = (ms: number): string => `${two(Math.floor(ms / 60_000))}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;

export function ControllerLog({ report, onPlace }: { readonly report: LearnerReport; readonly onPlace: (place: Place) => void }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const last = report.log.at(-1);
  useEffect(() => { if (box.current !== null) box.current.scrollTop = box.current.scrollHeight; }, [last?.at, report.log.length, report.dropped]);
  return (
    // A keyboard must be able to scroll it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={box} className={styles.log} tabIndex={0} role="log" aria-live="polite" aria-label={translate({ id: 'peapod.controller.log', message: 'Log of {name}' }, { name: report.name })}>
      {report.dropped > 0 && <p className={styles.told}>{translate({ id: 'peapod.controller.dropped', message: '{count} older lines are not kept' }, { count: report.dropped })}</p>}
      {report.log.map(({ at, level, text, line, column }, index) => (
        <p key={report.dropped + index} className={styles[level]}>
          <time>{stamp(at)}</time> <span lang="en" translate="no">{text}</span>
          {line !== undefined && (
            <> <button type="button" onClick={() => onPlace({ line, column: column ?? 1 })}>{translate({ id: 'peapod.controller.line', message: 'line {line}' }, { line })}</button></>
          )}
        </p>
      ))}
    </div>
  );
}
