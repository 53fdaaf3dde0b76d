/** CodeMirror, set up for one manifest. The only file that loads it. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import type { Diagnostic as Mark } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { fieldHelp } from './fieldHelp.ts';
import type { HelpWords } from './fieldHelp.ts';
import { chinesePhrases } from './phrases.ts';
import { syntaxProblems } from './syntax.ts';
import type { Diagnostic, EditorHandle, FieldGuide } from './types.ts';

type Options = {
  readonly parent: HTMLElement; readonly text: string; readonly chinese: boolean; readonly label: string;
  readonly onChange: (text: string) => void;
  readonly validate: (text: string) => Promise<readonly Diagnostic[]>;
  readonly onProblems: (problems: readonly Diagnostic[]) => void;
  readonly guide: FieldGuide;
  readonly words: HelpWords;
};

export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--creating)' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--pending)' },
  { tag: tags.comment, color: 'var(--muted)' },
  { tag: [tags.punctuation, tags.separator, tags.meta], color: 'var(--muted)' },
  { tag: tags.invalid, color: 'var(--failed)' },
]);

function offsetOf(doc: Text, line: number, column: number): number {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(at.from + Math.max(column, 1) - 1, at.to);
}

export function createEditor({ parent, text, chinese, label, onChange, validate, onProblems, guide, words }: Options): EditorHandle {
  const check = async (view: EditorView): Promise<readonly Mark[]> => {
    const doc = view.state.doc;
    const source = doc.toString();
    const syntax = syntaxProblems(source);
    const problems = syntax.length > 0 ? syntax : await validate(source);
    onProblems(problems);
    return problems.map(({ line, column, message, severity }) => {
      const from = offsetOf(doc, line, column);
      return { from, to: Math.max(from, doc.lineAt(from).to), message, severity };
    });
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), highlightActiveLine(),
        yaml(), indentUnit.of('  '), syntaxHighlighting(colours), lintGutter(), linter(check, { delay: 300 }),
        EditorState.tabSize.of(2), fieldHelp(guide, words),
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
    goTo({ line, column }) {
      view.dispatch({ selection: { anchor: offsetOf(view.state.doc, line, column) }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
