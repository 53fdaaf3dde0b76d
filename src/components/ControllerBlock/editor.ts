/** CodeMirror, set up for the source of a controller. The only file that loads its JavaScript. */
import { javascript } from '@codemirror/lang-javascript';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { commonExtensions, goTo, replaceText, restOfLine } from '../CodeMirror/index.ts';
import type { Common } from '../CodeMirror/index.ts';

export type Mark = { readonly line: number; readonly column: number; readonly message: string };
export type SourceEditor = { focus(): void; replace(text: string): void; mark(marks: readonly Mark[]): void; goTo(place: Pick<Mark, 'line' | 'column'>): void; destroy(): void };
type Options = Common & {
  readonly parent: HTMLElement; readonly text: string;
  /** Ctrl-Enter. */
  readonly onStart: () => void;
};

export function createSourceEditor({ parent, text, onStart, ...common }: Options): SourceEditor {
  const start = Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { onStart(); return true; } }]));
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions: [start, commonExtensions(common), javascript()] }) });
  return {
    focus: () => view.focus(),
    replace: (next) => replaceText(view, next),
    mark(marks) {
      const { doc } = view.state;
      view.dispatch(setDiagnostics(view.state, marks.filter(({ line }) => line <= doc.lines)
        .map(({ line, column, message }) => ({ ...restOfLine(doc, line, column), message, severity: 'error' }))));
    },
    goTo: ({ line, column }) => goTo(view, line, column),
    destroy: () => view.destroy(),
  };
}
