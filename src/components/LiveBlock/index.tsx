/** Commands in a lesson that can be run: they are typed into the page's terminal, and what they print is shown here as well. */
import React, { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import { HelpLine } from '../Help/index.tsx';
import { turnsOf } from '../Help/turns.ts';
import { useHelp } from '../Help/useHelp.ts';
import { unbroken } from '../Inline/unbroken.tsx';
import { Output } from '../Terminal/index.tsx';
import { usePageSession, useOpenInView, useSession } from '../Session/index.tsx';
import { useLive } from '../Session/useLive.ts';
import { useNoteRun } from './noteRun.ts';
import { RunOutput, useEntries } from './RunOutput.tsx';
import { parseScript } from './script.ts';
import styles from './styles.module.css';

export function LiveBlock({ code, id }: { readonly code: string; readonly id?: string }): ReactNode {
  const { commands, steps } = useMemo(() => parseScript(code), [code]);
  const box = useRef<HTMLElement>(null);
  const { open, markRan } = usePageSession();
  const { handle, snapshot } = useSession();
  const [run, setRun] = useState<string>();
  const [running, setRunning] = useState(false);
  const live = useLive();
  const entries = useEntries(run, commands);
  // What the lesson says that it prints needs no help, an error that nobody foresaw does.
  const help = useHelp(useMemo(() => (running ? [] : turnsOf(entries, (line) => steps.find(({ command }) => command === line)?.output ?? '')), [running, entries, steps]));
  useOpenInView(box);
  useNoteRun(id, commands, !running && entries.length > 0);
  const start = async (): Promise<void> => {
    const name = `${id ?? 'block'}-${Date.now()}`;
    setRun(name);
    setRunning(true);
    try { await open().type('main', commands, name); } catch { /* A stopped session says so above the map. */ }
    setRunning(false);
    if (id !== undefined) markRan(id);
  };
  const expected = steps.some(({ output }) => output !== '');
  return (
    <figure className={styles.block} ref={box}>
      <div className={styles.commands}>
        {/* A keyboard must be able to scroll it. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0} lang="en" translate="no" aria-label={translate({ id: 'peapod.block.commands', message: 'Commands' })}>
          {steps.map(({ command }, index) => <code key={index}><span className={styles.prompt} aria-hidden="true">$ </span>{unbroken(command)}</code>)}
        </pre>
        {running
          ? <button type="button" className="button-plain" onClick={() => void handle?.input({ type: 'interrupt', terminal: 'main' })}>{translate({ id: 'peapod.stop', message: 'Stop' })}</button>
          : <button type="button" className="button-main" onClick={() => void start()} disabled={!live || snapshot.status === 'stopped'}>{translate({ id: 'peapod.run', message: 'Run' })}</button>}
      </div>
      {(running || entries.length > 0) && <RunOutput entries={entries} />}
      <HelpLine help={help} />
      {expected && !running && entries.length === 0 && (
        <details className={styles.recorded}>
          <summary><Translate id="peapod.block.recorded">What this prints</Translate></summary>
          <pre lang="en" translate="no">{steps.map(({ command, output }, index) => <React.Fragment key={index}><span className={styles.prompt}>$ </span>{command}{'\n'}<Output text={output} /></React.Fragment>)}</pre>
        </details>
      )}
    </figure>
  );
}
