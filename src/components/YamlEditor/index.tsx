/** A YAML editor that is plain text until someone wants to write: CodeMirror is loaded on the first focus. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Diagnostic, EditorHandle } from './types.ts';
import styles from './styles.module.css';

export type YamlEditorProps = {
  readonly file: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** What the API server would say; syntax is checked by the editor itself. */
  readonly validate?: ((text: string) => Promise<readonly Diagnostic[]>) | undefined;
};

export function YamlEditor({ file, text, onChange, validate }: YamlEditorProps): ReactNode {
  const [editing, setEditing] = useState(false);
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle | undefined>(undefined);
  // The editor keeps the text itself while it is open; a change from outside (reset) is put in.
  const latest = useRef({ text, onChange, validate });
  useEffect(() => { latest.current = { text, onChange, validate }; });

  useEffect(() => {
    if (!editing) return undefined;
    let gone = false;
    void import('./editor.ts').then(({ createEditor }) => {
      if (gone || box.current === null) return;
      editor.current = createEditor({
        parent: box.current, text: latest.current.text, chinese: document.documentElement.lang === 'zh-Hans',
        label: translate({ id: 'peapod.editor.label', message: '{file}, editor. Esc, then Tab leaves it.' }, { file }),
        onChange: (value) => latest.current.onChange(value),
        validate: (value) => latest.current.validate?.(value) ?? Promise.resolve([]),
        onProblems: setProblems,
      });
      editor.current.focus();
    });
    return () => { gone = true; editor.current?.destroy(); editor.current = undefined; };
  }, [editing, file]);
  useEffect(() => { editor.current?.replace(text); }, [text]);

  return (
    <div className={styles.editor}>
      {/* Becomes the editor on focus; until then it is what a reader without JavaScript sees. */}
      {!editing && (
        <textarea className={styles.text} readOnly value={text} rows={Math.max(text.split('\n').length, 4)} wrap="off" lang="en" translate="no"
          aria-label={translate({ id: 'peapod.editor.closed', message: '{file}: focus to edit' }, { file })} onFocus={() => setEditing(true)} />
      )}
      <div ref={box} lang="en" translate="no" className={styles.box} hidden={!editing} />
      <div aria-live="polite" className={styles.problems}>
        {problems.map((problem) => (
          <button key={`${problem.line}:${problem.column}:${problem.message}`} type="button" onClick={() => editor.current?.goTo(problem)}>
            {translate({ id: 'peapod.editor.place', message: 'Line {line}, column {column}:' }, { line: problem.line, column: problem.column })} <span lang="en">{problem.message}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
