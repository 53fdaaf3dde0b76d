/** Is a typed text the beginning of something longer? Then the shell asks for the next line with `> `. */
import { forEachChild, parse, type SyntaxNode } from 'unbash';

const OPEN = /unterminated|expected '(done|fi|esac|then|do|\}|\)|in)'|expected command after/;

function openHereDocument(node: SyntaxNode): boolean {
  if (node.type === 'HereDoc') return node.closing === undefined;
  let open = false;
  forEachChild(node, (child) => { open ||= openHereDocument(child); });
  return open;
}

export function isIncomplete(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\\n?$/.test(text)) return true;
  const script = parse(text);
  const errors = script.errors ?? [];
  const atEnd = errors.some(({ message, pos }) => OPEN.test(message) && (message.startsWith('unterminated') || text.slice(pos).trim() === ''));
  // A wrong token in the middle cannot be mended by more lines.
  return (atEnd && errors.every(({ message, pos }) => OPEN.test(message) && (message.startsWith('unterminated') || text.slice(pos).trim() === ''))) || (errors.length === 0 && openHereDocument(script));
}
