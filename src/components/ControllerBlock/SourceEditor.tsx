/** The source of a controller: plain text until someone wants to write, then an editor. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import yamlStyles from '../YamlEditor/styles.module.css';
import type { Mark, SourceEditor as Editor } from './editor.ts';

export type Place = Pick<Mark, 'line' | 'column'>;
export function SourceEditor({ file, text, onChange, onStart, marks, goTo }: {
  readonly file: string; readonly text: string; readonly onChange: (text: string) => void; readonly onStart: () => void;
  /** What went wrong, at its line. */
  readonly marks: readonly Mark[];
  /** Where the reader asked to look; a new object each time. */
  readonly goTo: Place | undefined;
}): ReactNode {
  const [focused, setFocused] = useState(false);
  const editing = focused || goTo !== undefined;
  const [there, setThere] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const latest = useRef({ text, onChange, onStart, goTo });
  useEffect(() => { latest.current = { text, onChange, onStart, goTo }; });
  useEffect(() => {
    if (!editing) return undefined;
    let gone = false;
    void import('./editor.ts').then(({ createSourceEditor }) => {
      if (gone || box.current === null) return;
      editor.current = createSourceEditor({
        parent: box.current, text: latest.current.text, chinese: document.documentElement.lang === 'zh-Hans',
        label: translate({ id: 'peapod.controller.editor', message: '{file}, editor. Ctrl-Enter starts it; Esc, then Tab leaves it.' }, { file }),
        onChange: (value) => latest.current.onChange(value),
        onStart: () => latest.current.onStart(),
      });
      setThere(true);
    });
    return () => { gone = true; editor.current?.destroy(); editor.current = undefined; };
  }, [editing, file]);
  // What is hidden cannot be focused: only once it is shown.
  useEffect(() => {
    const { goTo: place } = latest.current;
    if (there && place === undefined) editor.current?.focus();
    else if (there && place !== undefined) editor.current?.goTo(place);
  }, [there]);
  useEffect(() => { editor.current?.replace(text); }, [text]);
  useEffect(() => { editor.current?.mark(marks); }, [marks, there]);
  useEffect(() => { if (goTo !== undefined) editor.current?.goTo(goTo); }, [goTo]);
  return (
    <div className={yamlStyles.editor}>
      {/* Becomes the editor on focus; until then it is what a reader without JavaScript sees. */}
      {!there && (
        <textarea className={yamlStyles.text} readOnly value={text} rows={Math.max(text.split('\n').length, 4)} wrap="off" lang="en" translate="no"
          aria-label={translate({ id: 'peapod.editor.closed', message: '{file}: focus to edit' }, { file })} onFocus={() => setFocused(true)} />
      )}
      <div ref={box} lang="en" translate="no" className={yamlStyles.box} hidden={!there} />
    </div>
  );
}
