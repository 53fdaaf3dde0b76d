/** A YAML editor that is plain text until someone wants to write: CodeMirror is loaded on the first focus. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { HelpWords } from './fieldHelp.ts';
import type { Diagnostic, EditorHandle, FieldGuide } from './types.ts';
import styles from './styles.module.css';

export type YamlEditorProps = {
  readonly file: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** What the API server would say; syntax is checked by the editor itself. */
  readonly validate?: ((text: string) => Promise<readonly Diagnostic[]>) | undefined;
  /** Help with fields, once there is a cluster to ask. */
  readonly guide?: FieldGuide | undefined;
};

const helpWords = (): HelpWords => ({
  required: translate({ id: 'peapod.field.required', message: 'required' }),
  values: translate({ id: 'peapod.field.values', message: 'One of:' }),
  storedOnly: translate({ id: 'peapod.field.storedOnly', message: 'Peapod keeps this field, but nothing acts on it.' }),
  limits: translate({ id: 'peapod.field.limits', message: 'What is real here' }),
  missing: translate({ id: 'peapod.field.missing', message: 'The text about this field could not be loaded. Is there a connection?' }),
  unknown: translate({ id: 'peapod.field.unknown', message: 'No such field here.' }),
});

export function YamlEditor({ file, text, onChange, validate, guide }: YamlEditorProps): ReactNode {
  const [editing, setEditing] = useState(false);
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle | undefined>(undefined);
  // The editor keeps the text itself while it is open; a change from outside (reset) is put in.
  const latest = useRef({ text, onChange, validate, guide });
  useEffect(() => { latest.current = { text, onChange, validate, guide }; });

  useEffect(() => {
    if (!editing) return undefined;
    let gone = false;
    void import('./editor.ts').then(({ createEditor }) => {
      if (gone || box.current === null) return;
      editor.current = createEditor({
        parent: box.current, text: latest.current.text, chinese: document.documentElement.lang === 'zh-Hans',
        label: translate({ id: 'peapod.editor.label', message: '{file}, editor. Ctrl-Space suggests, F1 explains a field; Esc, then Tab leaves it.' }, { file }),
        onChange: (value) => latest.current.onChange(value),
        validate: (value) => latest.current.validate?.(value) ?? Promise.resolve([]),
        onProblems: setProblems,
        guide: {
          field: (place) => latest.current.guide?.field(place) ?? Promise.resolve(null),
          suggest: (place, part) => latest.current.guide?.suggest(place, part) ?? Promise.resolve([]),
        },
        words: helpWords(),
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
