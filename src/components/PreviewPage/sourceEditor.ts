/** CodeMirror for the files of one exercise: each keeps its own history. Loaded when the page is. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import type { Extension, Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { colours } from '../YamlEditor/editor.ts';
import { chinesePhrases } from '../YamlEditor/phrases.ts';
import type { Problem } from './problems.ts';

export type SourceEditor = {
  /** Shows a file; `text` is put in where it differs from what was last shown of it. */
  show(path: string, text: string, label: string): void;
  mark(problems: readonly Problem[]): void;
  goTo(line: number, column: number): void;
  destroy(): void;
};

function offsetOf(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column, 1) - 1, at.to);
}

export function createSourceEditor(parent: HTMLElement, chinese: boolean, onChange: (path: string, text: string) => void): SourceEditor {
  const states = new Map<string, EditorState>();
  let shown = '';
  const extensions = (path: string, label: string): Extension => [
    lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), lintGutter(),
    ...(/\.ya?ml$/.test(path) ? [yaml()] : [EditorView.lineWrapping]), indentUnit.of('  '), syntaxHighlighting(colours), EditorState.tabSize.of(2),
    // Tab indents; Esc, then Tab leaves (CodeMirror's own rule), so the keyboard is never trapped.
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' }),
    EditorView.updateListener.of((update) => { if (update.docChanged) onChange(path, update.state.doc.toString()); }),
    ...(chinese ? [EditorState.phrases.of(chinesePhrases)] : []),
  ];
  const view = new EditorView({ parent });
  return {
    show(path, text, label) {
      if (shown !== path) {
        if (shown !== '') states.set(shown, view.state);
        shown = path;
        const before = states.get(path);
        view.setState(before !== undefined && before.doc.toString() === text ? before : EditorState.create({ doc: text, extensions: extensions(path, label) }));
      } else if (view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark(problems) {
      const { doc } = view.state;
      view.dispatch(setDiagnostics(view.state, problems.filter(({ line }) => line > 0).map(({ line, column, message, fix, severity }) => {
        const from = offsetOf(doc, line, column);
        return { from, to: Math.max(from, doc.lineAt(from).to), message: fix === '' ? message : `${message}. ${fix}`, severity: severity ?? 'error' };
      })));
    },
    goTo(line, column) {
      view.dispatch({ selection: { anchor: offsetOf(view.state.doc, line, column) }, effects: EditorView.scrollIntoView(offsetOf(view.state.doc, line, column), { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
