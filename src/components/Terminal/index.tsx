/** A terminal of ordinary elements: a log that screen readers follow, and a real text field, so that phones, input methods, selection and search work. */
import React, { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { HelpLine } from '../Help/index.tsx';
import { lastTyped } from '../Help/turns.ts';
import { useHelp } from '../Help/useHelp.ts';
import { isUsedUp, useAllowed } from '../Session/allowed.ts';
import { useSession } from '../Session/index.tsx';
import type { Entry } from '@site/src/worker/protocol.ts';
import { ownPrompt, withoutPrompt } from '@site/src/worker/transcripts.ts';
import { afterClear, parseAnsi } from './ansi.ts';
import { completed, historyOf, narrow, notRecalling, recall } from './lineEditor.ts';
import { KeyBar } from './KeyBar.tsx';
import { withLimits } from './limits.tsx';
import styles from './styles.module.css';

const pieceClass = (style: string): string => style.split(' ').map((name) => styles[name] ?? '').join(' ');

export function Output({ text }: { readonly text: string }): ReactNode {
  const pieces = useMemo(() => parseAnsi(text), [text]);
  return pieces.map((piece, index) => (piece.style === '' && piece.wide === undefined
    ? <React.Fragment key={index}>{withLimits(piece.text)}</React.Fragment>
    : <span key={index} className={`${pieceClass(piece.style)} ${piece.wide ? styles.wide : ''}`}>{piece.text}</span>));
}

const EntryLine = memo(function EntryLine({ entry }: { readonly entry: Entry }): ReactNode {
  if (entry.kind === 'output') return <div className={styles.output}><Output text={afterClear(entry.text).replace(/\n$/, '')} /></div>;
  return <div className={styles.typed}><span className={styles.prompt}>{entry.prompt}</span>{entry.text}</div>;
});

/** What the terminal's screen holds: nothing before the last clear. */
function onScreen(entries: readonly Entry[]): readonly Entry[] {
  const last = entries.findLastIndex((entry) => entry.kind === 'output' && entry.text.includes('\u001b[2J'));
  return last === -1 ? entries : entries.slice(last);
}

export function Terminal({ terminal = 'main', label }: { readonly terminal?: string; readonly label?: string }): ReactNode {
  const { handle, snapshot } = useSession();
  const shown = snapshot.terminals[terminal];
  const allowed = useAllowed();
  const entries = useMemo(() => onScreen(withoutPrompt(shown?.entries ?? [], shown?.prompt ?? '')), [shown?.entries, shown?.prompt]);
  const [text, setText] = useState('');
  const [recalling, setRecalling] = useState(notRecalling);
  const [choices, setChoices] = useState<readonly string[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  const history = useMemo(() => historyOf((shown?.entries ?? []).flatMap((entry) => (entry.kind === 'line' ? [entry.text] : []))), [shown?.entries]);

  const ended = shown !== undefined && !shown.busy && shown.prompt !== '';
  const help = useHelp(useMemo(() => (ended ? lastTyped(entries) : []), [ended, entries]));

  // The newest line stays in sight unless the reader has scrolled up.
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (scroll.current !== null && atEnd.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [entries, choices, shown?.prompt, help]);
  // Nor does it leave when help beneath takes some of the room.
  useEffect(() => {
    const at = scroll.current;
    if (at === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => { if (atEnd.current) at.scrollTop = at.scrollHeight; });
    observer.observe(at);
    return () => observer.disconnect();
  }, []);

  const put = (line: { text: string; cursor: number }): void => {
    setText(line.text);
    requestAnimationFrame(() => field.current?.setSelectionRange(line.cursor, line.cursor));
  };
  const send = (line: string): void => {
    // Kept, to be sent after an undo.
    if (line.trim() !== '' && isUsedUp(allowed)) return;
    setText('');
    setRecalling(notRecalling);
    setChoices([]);
    atEnd.current = true;
    void handle?.input({ type: 'line', terminal, text: narrow(line) });
  };
  const change = (value: string): void => {
    const lines = value.split('\n');
    const rest = lines.pop() ?? '';
    setText(rest);
    setRecalling(notRecalling);
    if (lines.length === 0 || handle === undefined) return;
    // Several pasted lines: typed one after another, as live blocks are.
    if (lines.length === 1) send(lines[0]!); else void handle.type(terminal, lines.map(narrow), `paste-${Date.now()}`);
  };
  const complete = async (): Promise<void> => {
    if (handle === undefined) return;
    const line = narrow(text);
    const result = completed(line, await handle.complete(terminal, line, field.current?.selectionStart ?? line.length));
    if (result === undefined) return;
    put(result.line);
    setChoices(result.choices);
  };
  const control = (key: string): boolean => {
    const nothingSelected = field.current?.selectionStart === field.current?.selectionEnd && String(globalThis.getSelection?.() ?? '') === '';
    if (key === 'c' && nothingSelected) { setText(''); void handle?.input({ type: 'interrupt', terminal }); }
    else if (key === 'd' && text === '') void handle?.input({ type: 'endOfInput', terminal });
    else if (key === 'l') send('clear');
    else if (key === 'u') setText('');
    else return false;
    return true;
  };
  const step = (direction: 1 | -1): void => {
    const found = recall(history, recalling, text, direction);
    if (found === undefined) return;
    put(found.line);
    setRecalling(found.state);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return;
    const wasLeaving = leaving.current;
    leaving.current = event.key === 'Escape';
    let handled = true;
    if (event.key === 'Enter') send(text);
    else if (event.key === 'ArrowUp') step(1);
    else if (event.key === 'ArrowDown') step(-1);
    // Tab completes only where there is something to complete; after Esc it always leaves.
    else if (event.key === 'Tab' && !event.shiftKey && !wasLeaving && text.trim() !== '') void complete();
    else if (event.ctrlKey && !event.altKey && !event.metaKey) handled = control(event.key);
    else handled = false;
    if (handled) event.preventDefault();
  };

  const name = label ?? translate({ id: 'peapod.terminal', message: 'Terminal' });
  const ready = handle !== undefined && snapshot.status === 'ready';
  return (
    <section className={styles.terminal} aria-label={name}>
      {/* A click on the empty part of the screen means: I want to type. The keyboard gets there by Tab. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
      <div className={styles.scroll} ref={scroll} lang="en" translate="no"
        onClick={(event) => { if (event.target === scroll.current) field.current?.focus({ preventScroll: true }); }}
        onScroll={({ currentTarget: at }) => { atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24; }}>
        <div role="log" aria-label={translate({ id: 'peapod.terminal.output', message: 'Terminal output' })}>
          {entries.length === 0 && <div className={styles.hint}>{translate({ id: 'peapod.terminal.hint', message: 'Type a command, for example: kubectl get nodes' })}</div>}
          {entries.map((entry) => <EntryLine key={entry.id} entry={entry} />)}
        </div>
        <div className={styles.line}>
          <span className={styles.prompt} aria-hidden="true">{ownPrompt(shown?.prompt ?? '')}</span>
          <textarea ref={field} className={styles.field} rows={1} value={text} disabled={!ready}
            aria-label={translate({ id: 'peapod.terminal.field', message: 'Command line. Tab completes; Esc, then Tab leaves the terminal.' })}
            autoCapitalize="off" autoComplete="off" autoCorrect="off" spellCheck={false} enterKeyHint="send"
            onChange={(event) => change(event.target.value)} onKeyDown={press} />
        </div>
        <div className={styles.choices} aria-live="polite">{choices.join('  ')}</div>
      </div>
      <HelpLine help={help} onTake={(command) => { put({ text: command, cursor: command.length }); field.current?.focus(); }} />
      {allowed.lines !== undefined && (
        <p className={styles.counted} aria-live="polite">
          {isUsedUp(allowed) ? translate({ id: 'peapod.terminal.usedUp', message: 'All {limit} command lines of this lab are used. Undo takes the last one back.' }, allowed.lines)
            : translate({ id: 'peapod.terminal.counted', message: '{used} of {limit} command lines' }, allowed.lines)}
        </p>
      )}
      <KeyBar busy={shown?.busy ?? false} onTab={() => void complete()} onUp={() => step(1)} onDown={() => step(-1)}
        onInterrupt={() => { setText(''); void handle?.input({ type: 'interrupt', terminal }); }}
        onInsert={(piece) => { put({ text: text + piece, cursor: text.length + piece.length }); field.current?.focus(); }} />
    </section>
  );
}
