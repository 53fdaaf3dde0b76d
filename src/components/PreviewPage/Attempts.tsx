/** Does what the author wrote down: the solution, or one of the wrong ones, typed into the live lab. */
import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { fillText, fillYaml } from '@site/engine/grading/params.ts';
import type { Drawn } from '@site/engine/grading/params.ts';
import { useSession } from '../Session/index.tsx';
import { home } from '../YamlEditor/YamlBlock.tsx';
import type { Files } from './types.ts';
import styles from './styles.module.css';

const foldersIn = (files: Files): readonly string[] =>
  [...new Set(Object.keys(files).flatMap((path) => (path.startsWith('solution/') ? ['solution/'] : /^wrong\/[^/]+\//.exec(path)?.[0] ?? [])))].sort();

export function Attempts({ files, drawn, onFresh }: { readonly files: Files; readonly drawn: Drawn; readonly onFresh: () => void }): ReactNode {
  const { handle, snapshot } = useSession();
  const folders = foldersIn(files);
  const [wanted, setWanted] = useState('solution/');
  const [busy, setBusy] = useState(false);
  const chosen = folders.includes(wanted) ? wanted : folders[0];
  async function run(): Promise<void> {
    if (handle === undefined || chosen === undefined) return;
    const own = Object.keys(files).filter((path) => path.startsWith(chosen)).sort();
    const manifests = own.filter((path) => /\.ya?ml$/.test(path) && !path.endsWith('/expect.yaml'));
    const nameOf = (path: string): string => path.slice(chosen.length);
    await handle.input(...manifests.map((path) => ({ type: 'file' as const, path: `${home}/${nameOf(path)}`, text: fillYaml(files[path] ?? '', drawn) })));
    const commands = (files[`${chosen}commands.sh`] ?? '').split('\n').map((line) => fillText(line.trim(), drawn)).filter((line) => line !== '' && !line.startsWith('#'));
    await handle.type('main', [...manifests.map((path) => `kubectl apply -f ${nameOf(path)}`), ...commands], `attempt-${Date.now()}`);
  }
  return (
    <div className={styles.attempts}>
      {chosen !== undefined && (
        <>
          <label>{translate({ id: 'peapod.preview.attempt', message: 'As somebody would do it:' })}{' '}
            <select value={chosen} onChange={(event) => setWanted(event.target.value)} lang="en" translate="no">{folders.map((folder) => <option key={folder} value={folder}>{folder.replace(/\/$/, '')}</option>)}</select>
          </label>
          <button type="button" className="button-plain" disabled={busy || snapshot.status !== 'ready'} onClick={() => { setBusy(true); void run().catch(() => undefined).finally(() => setBusy(false)); }}>{translate({ id: 'peapod.preview.do', message: 'Do it here' })}</button>
        </>
      )}
      <button type="button" className="button-plain" onClick={onFresh}>{translate({ id: 'peapod.preview.fresh', message: 'Start the lab again' })}</button>
    </div>
  );
}
