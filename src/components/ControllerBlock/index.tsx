/** A controller that the reader writes: its source, whether it runs, and what it says. */
import React, { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { LearnerReport } from '@site/src/worker/protocol.ts';
import { useAllowed } from '../Session/allowed.ts';
import { usePageSession, useOpenInView, useSession } from '../Session/index.tsx';
import { useAsked } from '../Session/useAsked.ts';
import { useLive } from '../Session/useLive.ts';
import { useNoteRun } from '../LiveBlock/noteRun.ts';
import { useDraft } from '../YamlEditor/useDraft.ts';
import yamlStyles from '../YamlEditor/styles.module.css';
import { ControllerLog } from './ControllerLog.tsx';
import { SourceEditor } from './SourceEditor.tsx';
import type { Place } from './SourceEditor.tsx';
import styles from './styles.module.css';

const noCommands: readonly string[] = [];
const isOn = (report: LearnerReport | undefined): report is LearnerReport => report !== undefined && report.state !== 'stopped';

function stateWords({ state, reconciles, failures, writesLastMinute }: LearnerReport): string {
  if (state === 'stopped') return translate({ id: 'peapod.controller.stopped', message: 'stopped' });
  if (state === 'broken') return translate({ id: 'peapod.controller.broken', message: 'it does not start: see the log' });
  if (state === 'waiting') return translate({ id: 'peapod.controller.waiting', message: 'waits for the API server' });
  return translate({ id: 'peapod.controller.running', message: 'running: {reconciles} reconciles, {failures} failed; {writes} writes in the last minute' }, { reconciles, failures, writes: writesLastMinute });
}
/** Problems of what stands in the editor: the last of each line. */
const marksOf = (report: LearnerReport | undefined, text: string) => (report?.source !== text ? [] : [...new Map(report.log.flatMap(({ level, text: message, line, column }) =>
  (level === 'failed' && line !== undefined ? [[line, { line, column: column ?? 1, message }] as const] : []))).values()]);

export function ControllerBlock({ name, file, source: original }: { readonly name: string; readonly file: string; readonly source: string }): ReactNode {
  const box = useRef<HTMLElement>(null);
  const { open, markRan, spec } = usePageSession();
  const { snapshot } = useSession();
  const allowed = useAllowed();
  const live = useLive();
  const [draft, setDraft] = useDraft(`${spec.id}/${file}`, original);
  const [touched, setTouched] = useState(false);
  const [place, setPlace] = useState<Place>();
  const report = useAsked((handle) => handle.controllers(), name)?.find((one) => one.name === name);
  useOpenInView(box);
  useNoteRun(name, noCommands, report !== undefined);
  const ran = report !== undefined;
  useEffect(() => { if (ran) markRan(name); }, [ran, markRan, name]);
  // What runs since an earlier visit is what the reader wrote last.
  const text = !touched && draft === original && isOn(report) ? report.source : draft;
  const change = (next: string): void => { setTouched(true); setDraft(next); };
  const give = (next: string): void => { void open().input({ type: 'controller', name, source: next }).catch(() => undefined); };
  const marks = useMemo(() => marksOf(report, text), [report, text]);
  const can = live && snapshot.status !== 'stopped' && allowed.controllers;
  const start = (): void => { if (can) give(text); };
  const same = isOn(report) && report.source === text;
  return (
    <figure className={yamlStyles.block} ref={box} data-controller={name}>
      <figcaption className={yamlStyles.head}>
        <span className={yamlStyles.file} lang="en" translate="no">{file}</span>
        <span className={yamlStyles.buttons}>
          {text !== original && <button type="button" className="button-plain" onClick={() => change(original)}>{translate({ id: 'peapod.editor.reset', message: 'Reset' })}</button>}
          {isOn(report) && <button type="button" className="button-plain" onClick={() => give('')} disabled={!can}>{translate({ id: 'peapod.stop', message: 'Stop' })}</button>}
          <button type="button" className="button-main" onClick={start} disabled={!can}>
            {!isOn(report) ? translate({ id: 'peapod.controller.start', message: 'Start' })
              : same ? translate({ id: 'peapod.controller.restart', message: 'Start again' }) : translate({ id: 'peapod.controller.replace', message: 'Start this version' })}
          </button>
        </span>
      </figcaption>
      <SourceEditor file={file} text={text} onChange={change} onStart={start} marks={marks} goTo={place} />
      {report !== undefined && <output className={`${styles.state} ${styles[report.state]}`}>{stateWords(report)}</output>}
      {report !== undefined && <ControllerLog report={report} onPlace={setPlace} />}
    </figure>
  );
}
