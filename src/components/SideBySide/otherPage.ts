/** The lesson's page in the other language, as text to stand beside ours: what runs there is left out, it runs here already. */
import type { Block } from './pair.ts';

const TEXTS = new Set(['P', 'UL', 'OL', 'TABLE', 'BLOCKQUOTE', 'DETAILS']);
const HEADINGS = new Set(['HEADER', 'H2', 'H3', 'H4']);

const isPrediction = (element: Element): boolean => element.querySelector(':scope > fieldset > legend') !== null && element.querySelector(':scope > fieldset input[type=radio]') !== null;

export const kindOf = (element: Element): Block['kind'] => (HEADINGS.has(element.tagName) ? 'heading' : TEXTS.has(element.tagName) || isPrediction(element) ? 'text' : 'other');

/** Blocks of a lesson, in order; what we put in ourselves, and marks without a picture, do not count. */
export const blocksOf = (markdown: Element): readonly Element[] => [...markdown.children].filter((element) => !element.hasAttribute('data-other-language') && !['SCRIPT', 'STYLE', 'TEMPLATE', 'LINK', 'NOSCRIPT'].includes(element.tagName));

/** A prediction as it can be read: the question, the choices, the answer behind a click. */
function prediction(element: Element, document: Document): readonly Element[] {
  const question = document.createElement('p');
  question.append(...(element.querySelector('legend')?.childNodes ?? []));
  const options = document.createElement('ul');
  for (const label of element.querySelectorAll('fieldset label')) {
    const item = document.createElement('li');
    item.textContent = label.textContent.trim();
    options.append(item);
  }
  return [question, options, ...element.querySelectorAll(':scope > details')];
}

function cleaned(element: Element, document: Document): readonly Element[] {
  const copies = isPrediction(element) ? prediction(element, document) : [element];
  for (const each of copies) {
    for (const inner of each.querySelectorAll('script, style, noscript, .hash-link, [role=tooltip], button')) inner.remove();
    for (const inner of [each, ...each.querySelectorAll('*')]) for (const name of ['id', 'aria-describedby', 'tabindex', 'style']) inner.removeAttribute(name);
  }
  if (kindOf(element) !== 'heading') return copies;
  // One outline is enough for those who go by headings.
  const line = document.createElement('p');
  line.className = 'other-heading';
  line.textContent = element.textContent.replace(/\u200B/g, '').trim();
  return [line];
}

export type OtherPage = { readonly kinds: readonly Block[]; readonly html: (index: number) => string };

export function readOtherPage(html: string): OtherPage | undefined {
  const document = new DOMParser().parseFromString(html, 'text/html');
  const markdown = document.querySelector('.theme-doc-markdown.markdown');
  if (markdown === null) return undefined;
  // React leaves what it rendered late in hidden templates at the end of the page; the blocks themselves are in place.
  const blocks = blocksOf(markdown);
  const kinds = blocks.map((element): Block => ({ kind: kindOf(element) }));
  const texts = blocks.map((element) => cleaned(element, document).map(({ outerHTML }) => outerHTML).join(''));
  return { kinds, html: (index) => texts[index] ?? '' };
}
