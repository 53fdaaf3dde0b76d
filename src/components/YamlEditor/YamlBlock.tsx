/** A manifest in a lesson: shown, changed, applied to the page's cluster. */
import React, { useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { isUsedUp, useAllowed } from '../Session/allowed.ts';
import { usePageSession, useOpenInView, useSession } from '../Session/index.tsx';
import { useLive } from '../Session/useLive.ts';
import { RunOutput, useEntries } from '../LiveBlock/RunOutput.tsx';
import { YamlEditor } from './index.tsx';
import type { Diagnostic } from './types.ts';
import { useDraft } from './useDraft.ts';
import styles from './styles.module.css';

/** `kubectl apply` reads what the learner wrote, from the learner's home. */
export const home = '/home/learner';

export function YamlBlock({ text: original, file }: { readonly text: string; readonly file: string }): ReactNode {
  const [run, setRun] = useState<string>();
  const box = useRef<HTMLElement>(null);
  const { open, markRan, spec } = usePageSession();
  const [text, setText] = useDraft(`${spec.id}/${file}`, original);
  const { handle, snapshot } = useSession();
  const allowed = useAllowed();
  const live = useLive();
  useOpenInView(box);
  const command = `kubectl apply -f ${file}`;
  const commands = useMemo(() => [command], [command]);
  const entries = useEntries(run, commands);
  const apply = async (): Promise<void> => {
    const handle = open();
    const id = `apply-${file}-${Date.now()}`;
    setRun(id);
    await handle.input({ type: 'file', path: `${home}/${file}`, text: text.endsWith('\n') ? text : `${text}\n` });
    await handle.type('main', [command], id);
    markRan(file);
  };
  // Where the question fails nothing is known to be wrong.
  const validate = (manifest: string): Promise<readonly Diagnostic[]> => handle?.validate(manifest).catch(() => []) ?? Promise.resolve([]);
  return (
    <figure className={styles.block} ref={box}>
      <figcaption className={styles.head}>
        <span className={styles.file} lang="en" translate="no">{file}</span>
        <span className={styles.buttons}>
          {text !== original && <button type="button" className="button-plain" onClick={() => setText(original)}>{translate({ id: 'peapod.editor.reset', message: 'Reset' })}</button>}
          <button type="button" className="button-main" title={command} onClick={() => void apply().catch(() => undefined)} disabled={!live || snapshot.status === 'stopped' || isUsedUp(allowed)}>{translate({ id: 'peapod.editor.apply', message: 'Apply' })}</button>
        </span>
      </figcaption>
      <YamlEditor file={file} text={text} onChange={setText} validate={snapshot.status === 'ready' ? validate : undefined} guide={snapshot.status === 'ready' ? handle : undefined} />
      {entries.length > 0 && <RunOutput entries={entries} />}
    </figure>
  );
}
