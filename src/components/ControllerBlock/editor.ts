/** CodeMirror, set up for the source of a controller. The only file that loads its JavaScript. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { chinesePhrases } from '../YamlEditor/phrases.ts';

export type Mark = { readonly line: number; readonly column: number; readonly message: string };
export type SourceEditor = { focus(): void; replace(text: string): void; mark(marks: readonly Mark[]): void; goTo(place: Pick<Mark, 'line' | 'column'>): void; destroy(): void };
type Options = {
  readonly parent: HTMLElement; readonly text: string; readonly chinese: boolean; readonly label: string;
  readonly onChange: (text: string) => void;
  /** Ctrl-Enter. */
  readonly onStart: () => void;
};

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.controlKeyword, tags.moduleKeyword, tags.operatorKeyword], color: 'var(--creating)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--leaf)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--pending)' },
  { tag: tags.comment, color: 'var(--muted)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--muted)' },
  { tag: tags.invalid, color: 'var(--failed)' },
]);

function offsetOf(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column, 1) - 1, at.to);
}

export function createSourceEditor({ parent, text, chinese, label, onChange, onStart }: Options): SourceEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), highlightActiveLine(),
        javascript(), indentUnit.of('  '), syntaxHighlighting(colours), lintGutter(), EditorState.tabSize.of(2),
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { onStart(); return true; } }])),
        // Tab indents; Esc, then Tab leaves (CodeMirror's own rule), so the keyboard is never trapped.
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': label, autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => { if (update.docChanged) onChange(update.state.doc.toString()); }),
        ...(chinese ? [EditorState.phrases.of(chinesePhrases)] : []),
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    replace(next) {
      if (next !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    mark(marks) {
      const { doc } = view.state;
      view.dispatch(setDiagnostics(view.state, marks.filter(({ line }) => line <= doc.lines).map(({ line, column, message }) => {
        const from = offsetOf(doc, line, column);
        return { from, to: Math.max(from, doc.lineAt(from).to), message, severity: 'error' };
      })));
    },
    goTo({ line, column }) {
      view.dispatch({ selection: { anchor: offsetOf(view.state.doc, line, column) }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
