/** Help at the caret: what a field is (pointer, or F1), which fields and values may stand here (as one types, or Ctrl-Space). */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { Prec, StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip } from '@codemirror/view';
import type { Tooltip } from '@codemirror/view';
import type { FieldHelp, Suggestion } from '@site/src/worker/protocol.ts';
import { limitsHref } from '../FieldsPage/href.ts';
import { placeAt } from './place.ts';
import type { Place } from './place.ts';
import type { FieldGuide } from './types.ts';

/** Words of the card, in the reader's language. */
export type HelpWords = {
  readonly required: string; readonly values: string; readonly storedOnly: string; readonly limits: string;
  readonly missing: string; readonly unknown: string;
};

function element(tag: string, className: string, text: string, lang?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  if (lang !== undefined) made.lang = lang;
  return made;
}

/** The card; text only, never markup from outside. */
function card(help: FieldHelp, words: HelpWords): HTMLElement {
  const box = element('div', 'field-card', '');
  const head = element('div', 'field-head', '');
  head.append(element('code', '', help.name, 'en'), ' ', element('span', 'field-type', help.type, 'en'));
  if (help.required) head.append(' ', element('span', 'field-required', words.required));
  box.append(head);
  if (help.values.length > 0) {
    const values = element('p', '', words.values);
    for (const value of help.values) values.append(' ', element('code', '', value === '' ? '""' : value, 'en'));
    box.append(values);
  }
  // What follows a list of values repeats them.
  const about = help.about.replace(/\n\nPossible enum values:[\s\S]*$/, '');
  for (const paragraph of about.split(/\n\n+/).filter((text) => text.trim() !== '')) box.append(element('p', 'field-about', paragraph, 'en'));
  if (help.about === '') box.append(element('p', 'field-none', help.missing ? words.missing : '<empty>'));
  if (help.storedOnly) {
    const limit = element('p', 'field-limit', `${words.storedOnly} `);
    const link = document.createElement('a');
    link.href = limitsHref(help.name);
    link.textContent = words.limits;
    limit.append(link);
    box.append(limit);
  }
  return box;
}

function placeIn(state: EditorState, offset: number): Place | undefined {
  const line = state.doc.lineAt(offset);
  return placeAt(state.doc.toString(), line.number - 1, offset - line.from);
}

async function tooltipAt(view: EditorView, offset: number, guide: FieldGuide, words: HelpWords, sayNothing: boolean): Promise<Tooltip | null> {
  const place = placeIn(view.state, offset);
  if (place === undefined || (place.open && !sayNothing)) return null;
  const line = view.state.doc.lineAt(offset);
  const isName = place.path.length === 1 && place.path[0] === 'kind' && place.part === 'value';
  const help = await guide.field(isName ? { ...place, path: [] } : place).catch(() => null);
  const dom = help === null ? element('div', 'field-card', words.unknown) : card(help, words);
  if (help === null && !sayNothing) return null;
  return { pos: line.from + place.from, end: line.from + place.to, above: true, create: () => ({ dom }) };
}

const show = StateEffect.define<Tooltip | null>();
/** The card that was asked for by key: it stays until the caret moves or Esc. */
const asked = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

const quoted = (label: string): string => (/^(?:true|false|null|yes|no|on|off|)$|^[\d.+-]+$/i.test(label) ? `"${label}"` : label);

function optionOf(one: Suggestion, part: 'key' | 'value', indent: string, info: () => Promise<Node | null>): Completion {
  const { label, type, required, shape } = one;
  const base = { label, detail: type, info, boost: required ? 1 : 0 };
  if (part === 'value') return { ...base, apply: type === 'boolean' ? label : quoted(label) };
  const text = shape === 'scalar' ? `${label}: ` : shape === 'list' ? `${label}:\n${indent}- ` : `${label}:\n${indent}  `;
  return { ...base, apply: shape === 'scalar' ? text : (view, _, from, to) => view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } }) };
}

async function complete(context: CompletionContext, guide: FieldGuide, words: HelpWords): Promise<CompletionResult | null> {
  const place = placeIn(context.state, context.pos);
  if (place === undefined) return null;
  const line = context.state.doc.lineAt(context.pos);
  const column = context.pos - line.from;
  const begun = line.text.slice(place.from, column);
  if (begun === '' && !context.explicit) return null;
  const isKey = place.part === 'key';
  // A key that is there already is one of the fields of what is above it.
  const above = isKey && !place.open ? place.path.slice(0, -1) : place.path;
  const [all, values] = await Promise.all([
    guide.suggest({ ...place, path: above }, place.part).catch(() => []),
    isKey && place.open && place.path.length > 0 && /^\s*- /.test(line.text) ? guide.suggest(place, 'value').catch(() => []) : [],
  ]);
  const indent = ' '.repeat(place.from);
  const about = (path: readonly string[]) => async (): Promise<Node | null> => {
    const help = await guide.field({ ...place, path }).catch(() => null);
    return help === null ? null : card(help, words);
  };
  const options = values.length > 0
    ? values.map((one) => optionOf(one, 'value', indent, about(above)))
    : all.filter(({ label }) => !isKey || !place.taken.includes(label)).map((one) => optionOf(one, place.part, indent, about(isKey ? [...above, one.label] : above)));
  if (options.length === 0) return null;
  const to = isKey && !place.open ? line.from + line.text.indexOf(':', place.from) + 1 : line.from + place.to;
  return { from: line.from + place.from, to: Math.max(to, context.pos), options, validFor: /^[\w./-]*$/ };
}

export function fieldHelp(guide: FieldGuide, words: HelpWords): Extension {
  const askHere = (view: EditorView): boolean => {
    void tooltipAt(view, view.state.selection.main.head, guide, words, true).then((tooltip) => {
      if (tooltip === null) return;
      view.dispatch({ effects: [show.of(tooltip), EditorView.announce.of((tooltip.create(view).dom.textContent ?? ''))] });
    });
    return true;
  };
  const close = (view: EditorView): boolean => {
    if (view.state.field(asked) === null) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [
    asked,
    hoverTooltip((view, offset) => tooltipAt(view, offset, guide, words, false), { hoverTime: 350 }),
    autocompletion({ override: [(context) => complete(context, guide, words)], icons: false, defaultKeymap: false, maxRenderedOptions: 60 }),
    Prec.high(keymap.of([...completionKeymap, { key: 'F1', run: askHere, preventDefault: true }, { key: 'Escape', run: close }])),
  ];
}
