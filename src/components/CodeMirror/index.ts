/** What all our editors have in common: keys, gutters, colours, words, places. Loads CodeMirror, so it is loaded with an editor only. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import type { Extension, Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { chinesePhrases } from './phrases.ts';

export type Common = {
  /** What assistive technology calls the editor. */
  readonly label: string;
  readonly chinese: boolean;
  readonly onChange: (text: string) => void;
};

/** Keys and values of YAML, words and literals of JavaScript: no tag means two things. */
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--creating)' },
  { tag: [tags.keyword, tags.definitionKeyword, tags.controlKeyword, tags.moduleKeyword, tags.operatorKeyword], color: 'var(--creating)' },
  // Quotes make a string of `80` and `true`: that shows.
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--leaf)' },
  { tag: tags.content, color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--pending)' },
  { tag: tags.comment, color: 'var(--muted)' },
  { tag: [tags.punctuation, tags.separator, tags.meta, tags.bracket], color: 'var(--muted)' },
  { tag: tags.invalid, color: 'var(--failed)' },
]);

export const commonExtensions = ({ label, chinese, onChange }: Common): Extension => [
  lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), lintGutter(),
  indentUnit.of('  '), EditorState.tabSize.of(2), syntaxHighlighting(colours),
  // Tab indents; Esc, then Tab leaves (CodeMirror's own rule), so the keyboard is never trapped.
  keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
  EditorView.contentAttributes.of({ 'aria-label': label, autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' }),
  EditorView.updateListener.of((update) => { if (update.docChanged) onChange(update.state.doc.toString()); }),
  ...(chinese ? [EditorState.phrases.of(chinesePhrases)] : []),
];

/** Lines and columns count from 1; what lies outside is moved to the nearest place that exists. */
export function offsetOf(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column, 1) - 1, at.to);
}

/** From a place to the end of its line. */
export function restOfLine(doc: Text, line: number, column: number): { readonly from: number; readonly to: number } {
  const from = offsetOf(doc, line, column);
  return { from, to: Math.max(from, doc.lineAt(from).to) };
}

/** Puts another text in; the same text leaves cursor and history alone. */
export function replaceText(view: EditorView, text: string): void {
  if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

export function goTo(view: EditorView, line: number, column: number): void {
  const anchor = offsetOf(view.state.doc, line, column);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}
