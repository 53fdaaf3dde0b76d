/** CodeMirror for the files of one exercise: each keeps its own history. Loaded when the page is. */
import { yaml } from '@codemirror/lang-yaml';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { commonExtensions, goTo, replaceText, restOfLine } from '../CodeMirror/index.ts';
import type { Problem } from './problems.ts';

export type SourceEditor = {
  /** Shows a file; `text` is put in where it differs from what was last shown of it. */
  show(path: string, text: string, label: string): void;
  mark(problems: readonly Problem[]): void;
  goTo(line: number, column: number): void;
  destroy(): void;
};

export function createSourceEditor(parent: HTMLElement, chinese: boolean, onChange: (path: string, text: string) => void): SourceEditor {
  const states = new Map<string, EditorState>();
  let shown = '';
  const extensions = (path: string, label: string): Extension => [
    commonExtensions({ label, chinese, onChange: (text) => onChange(path, text) }),
    ...(/\.ya?ml$/.test(path) ? [yaml()] : [EditorView.lineWrapping]), EditorView.contentAttributes.of({ tabindex: '0' }),
  ];
  const view = new EditorView({ parent });
  return {
    show(path, text, label) {
      if (shown !== path) {
        if (shown !== '') states.set(shown, view.state);
        shown = path;
        const before = states.get(path);
        view.setState(before !== undefined && before.doc.toString() === text ? before : EditorState.create({ doc: text, extensions: extensions(path, label) }));
      } else replaceText(view, text);
    },
    mark(problems) {
      view.dispatch(setDiagnostics(view.state, problems.filter(({ line }) => line > 0).map(({ line, column, message, fix, severity }) => (
        { ...restOfLine(view.state.doc, line, column), message: fix === '' ? message : `${message}. ${fix}`, severity: severity ?? 'error' }))));
    },
    goTo: (line, column) => goTo(view, line, column),
    destroy: () => view.destroy(),
  };
}
