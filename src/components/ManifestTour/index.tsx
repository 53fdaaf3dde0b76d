/**
 * A manifest line by line: the YAML on the left, what each line does on the right, and for the line that is pointed at the whole note with its
 * effect in the page's cluster. All notes lie in one cell of the grid, so that nothing on the page moves while the reader goes from line to line.
 */
import React, { useId, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import manifests from '@generated/course/default/manifests.json';
import { LiveValue } from '../LiveValue/index.tsx';
import { usePageSession, useOpenInView, useSession } from '../Session/index.tsx';
import { Lines } from './Lines.tsx';
import { readLines } from './lines.ts';
import { haltsOf, objectOf, seenAt } from './stops.ts';
import type { Halt, StopProps } from './stops.ts';
import styles from './styles.module.css';

/** Says where it belongs; the tour around it draws it. */
export const Stop = ({ children }: StopProps): ReactNode => children;

function Effect({ see, own }: { readonly see: string; readonly own: string }): ReactNode {
  const { of, path } = seenAt(see, own);
  return (
    <p className={styles.effect}>
      <span>{translate({ id: 'peapod.tour.effect', message: 'In your cluster:' })}</span>{' '}
      <code lang="en" translate="no" className={styles.path}>{of} {path}</code>{' '}
      <LiveValue of={of} path={path} />
    </p>
  );
}

function Apply({ file, text }: { readonly file: string; readonly text: string }): ReactNode {
  const { open, markRan } = usePageSession();
  const { snapshot } = useSession();
  const command = `kubectl apply -f ${file}`;
  const apply = async (): Promise<void> => {
    await open().input({ type: 'file', path: `/home/learner/${file}`, text });
    await open().type('main', [command], `tour-${file}-${Date.now()}`);
    markRan(file);
  };
  return <button type="button" className="button-main" title={command} onClick={() => void apply().catch(() => undefined)} disabled={snapshot.status === 'stopped'}>{translate({ id: 'peapod.editor.apply', message: 'Apply' })}</button>;
}

function Note({ halt, line, id, own, shown }: { readonly halt: Halt; readonly line: string; readonly id: string; readonly own: string; readonly shown: boolean }): ReactNode {
  return (
    <div id={id} className={`${styles.note} ${shown ? styles.shown : ''}`}>
      <p className={styles.noteHead}><code lang="en" translate="no">{line.trim().replace(/^- /, '')}</code>{halt.title !== undefined && <strong>{halt.title}</strong>}</p>
      {halt.children}
      {halt.see !== undefined && shown && <Effect see={halt.see} own={own} />}
    </div>
  );
}

export function ManifestTour({ file, children }: { readonly file: string; readonly children?: ReactNode }): ReactNode {
  const text = (manifests as Readonly<Record<string, string>>)[file];
  if (text === undefined) throw new Error(`<ManifestTour file="${file}">: there is no exercises/manifests/${file}`);
  return <Tour file={file} text={text}>{children}</Tour>;
}

export function Tour({ file, text, children }: { readonly file: string; readonly text: string; readonly children?: ReactNode }): ReactNode {
  const box = useRef<HTMLElement>(null);
  const id = useId();
  const read = useMemo(() => readLines(text), [text]);
  const halts = useMemo(() => haltsOf(children, read), [children, read]);
  const [active, setActive] = useState(0);
  useOpenInView(box);
  return (
    <figure className={styles.tour} ref={box}>
      <figcaption className={styles.head}>
        <span className={styles.file} lang="en" translate="no">{file}</span>
        <span className={styles.hint}>{translate({ id: 'peapod.tour.hint', message: 'Point at a line, or go with ↑ ↓' })}</span>
        <Apply file={file} text={text} />
      </figcaption>
      {/* A picture of a file whose lines are buttons. */}
      {/* eslint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div className={styles.lines} role="group" aria-label={translate({ id: 'peapod.tour', message: 'What each line of {file} does' }, { file })}>
        <Lines
          lines={read.lines} halts={halts} active={active} idOf={(index) => `${id}-${index}`} choose={setActive}
          note={(index) => { const halt = halts[index]!; return <Note halt={halt} line={read.lines[halt.from] ?? ''} id={`${id}-${index}`} own={objectOf(read, halt.document ?? 0)} shown={index === active} />; }}
        />
      </div>
    </figure>
  );
}
