/** The files of the exercise: a tab each, one editor, and what is wrong with any of them. */
import React, { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Problem } from './problems.ts';
import type { SourceEditor } from './sourceEditor.ts';
import { inReadingOrder } from './types.ts';
import type { Files } from './types.ts';
import styles from './styles.module.css';

export type SourceHandle = { readonly goTo: (problem: Problem) => void };
type Props = {
  readonly name: string; readonly main: string; readonly files: Files; readonly problems: readonly Problem[]; readonly ref: Ref<SourceHandle>;
  /** Undefined: the file is taken away. */
  readonly onChange: (path: string, text: string | undefined) => void;
};

const allowed = /^(?:[a-z0-9][\w.-]*\/)*[a-z0-9][\w.-]*\.(?:yaml|yml|md|sh|txt|conf|json|html)$/i;

function AddFile({ files, onAdd }: { readonly files: Files; readonly onAdd: (path: string) => void }): ReactNode {
  const [path, setPath] = useState('');
  const wrong = path !== '' && (!allowed.test(path) || files[path] !== undefined);
  const explained = translate({ id: 'peapod.preview.addHelp', message: 'A path in the lab’s folder, as wrong/too-few/commands.sh; not one that is there.' });
  return (
    <form className={styles.add} onSubmit={(event) => { event.preventDefault(); if (path !== '' && !wrong) { onAdd(path); setPath(''); } }}>
      <input value={path} onChange={(event) => setPath(event.target.value.trim())} placeholder="wrong/…/commands.sh" spellCheck={false} autoCapitalize="off" lang="en" aria-invalid={wrong}
        aria-label={translate({ id: 'peapod.preview.addPath', message: 'Path of a new file' })} aria-describedby="preview-add-help" />
      <button type="submit" className="button-plain" disabled={path === '' || wrong}>{translate({ id: 'peapod.preview.add', message: 'Add' })}</button>
      <span id="preview-add-help" className={wrong ? styles.bad : 'visually-hidden'}>{explained}</span>
    </form>
  );
}

/** Arrow keys walk through the tabs, as everywhere. */
function onTabKey(event: KeyboardEvent, paths: readonly string[], at: number, choose: (path: string) => void): void {
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: paths.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const index = (next + paths.length) % paths.length;
  choose(paths[index] ?? '');
  (event.currentTarget.children[index] as HTMLElement | undefined)?.focus();
}

export function Source({ name, main, files, problems, ref, onChange }: Props): ReactNode {
  const [wanted, setWanted] = useState(main);
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<SourceEditor | undefined>(undefined);
  const [ready, setReady] = useState(false);
  const pending = useRef<Problem | undefined>(undefined);
  const paths = inReadingOrder(files);
  const path = files[wanted] === undefined ? main : wanted;
  const text = files[path] ?? '';
  const latest = useRef(onChange);
  useEffect(() => { latest.current = onChange; });
  useEffect(() => {
    let gone = false;
    void import('./sourceEditor.ts').then(({ createSourceEditor }) => {
      if (gone || box.current === null) return;
      editor.current = createSourceEditor(box.current, document.documentElement.lang === 'zh-Hans', (changed, value) => latest.current(changed, value));
      setReady(true);
    });
    // Another exercise has files of its own.
    return () => { gone = true; editor.current?.destroy(); editor.current = undefined; setReady(false); };
  }, [name]);
  useEffect(() => {
    editor.current?.show(path, text, translate({ id: 'peapod.preview.editor', message: '{file}, editor. Esc, then Tab leaves it.' }, { file: path }));
    editor.current?.mark(problems.filter((problem) => problem.path === path));
    const target = pending.current;
    if (target?.path !== path || editor.current === undefined) return;
    pending.current = undefined;
    editor.current.goTo(target.line, target.column);
  }, [ready, path, text, problems]);
  useImperativeHandle(ref, () => ({
    goTo(problem) {
      if (problem.path === path) { editor.current?.goTo(problem.line, problem.column); return; }
      pending.current = problem;
      setWanted(problem.path);
    },
  }), [path]);
  const count = (of: string): number => problems.filter((problem) => problem.path === of).length;
  return (
    <div className={styles.source}>
      <div className={styles.tabs} role="tablist" tabIndex={-1} aria-label={translate({ id: 'peapod.preview.files', message: 'Files' })} onKeyDown={(event) => onTabKey(event, paths, paths.indexOf(path), setWanted)}>
        {paths.map((each) => (
          <button key={each} type="button" role="tab" id={`tab-${each}`} aria-selected={each === path} aria-controls="preview-editor" tabIndex={each === path ? 0 : -1} onClick={() => setWanted(each)} lang="en" translate="no">
            {each}{count(each) > 0 && <span className={styles.count}>{count(each)}</span>}
          </button>
        ))}
      </div>
      <div id="preview-editor" role="tabpanel" aria-labelledby={`tab-${path}`} className={styles.panel}>
        {!ready && <textarea className={styles.plain} value={text} onChange={(event) => onChange(path, event.target.value)} aria-label={path} lang="en" spellCheck={false} />}
        <div ref={box} className={styles.editor} lang="en" translate="no" hidden={!ready} />
      </div>
      {main === 'exercise.yaml' && (
        <div className={styles.row}>
          <AddFile files={files} onAdd={(added) => { onChange(added, ''); setWanted(added); }} />
          {path !== main && <button type="button" className="button-plain" onClick={() => { onChange(path, undefined); setWanted(main); }}>{translate({ id: 'peapod.preview.remove', message: 'Remove {file}' }, { file: path })}</button>}
        </div>
      )}
    </div>
  );
}
