/** CodeMirror, set up for one manifest. */
import { yaml } from '@codemirror/lang-yaml';
import { linter } from '@codemirror/lint';
import type { Diagnostic as Mark } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { commonExtensions, goTo, replaceText, restOfLine } from '../CodeMirror/index.ts';
import type { Common } from '../CodeMirror/index.ts';
import { fieldHelp } from './fieldHelp.ts';
import type { HelpWords } from './fieldHelp.ts';
import { syntaxProblems } from './syntax.ts';
import type { Diagnostic, EditorHandle, FieldGuide } from './types.ts';

type Options = Common & {
  readonly parent: HTMLElement; readonly text: string;
  readonly validate: (text: string) => Promise<readonly Diagnostic[]>;
  readonly onProblems: (problems: readonly Diagnostic[]) => void;
  readonly guide: FieldGuide;
  readonly words: HelpWords;
};

export function createEditor({ parent, text, validate, onProblems, guide, words, ...common }: Options): EditorHandle {
  const check = async (view: EditorView): Promise<readonly Mark[]> => {
    const doc = view.state.doc;
    const source = doc.toString();
    const syntax = syntaxProblems(source);
    const problems = syntax.length > 0 ? syntax : await validate(source);
    onProblems(problems);
    return problems.map(({ line, column, message, severity }) => ({ ...restOfLine(doc, line, column), message, severity }));
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: text, extensions: [commonExtensions(common), yaml(), linter(check, { delay: 300 }), fieldHelp(guide, words)] }),
  });
  return {
    focus: () => view.focus(),
    replace: (next) => replaceText(view, next),
    goTo: ({ line, column }) => goTo(view, line, column),
    destroy: () => view.destroy(),
  };
}
