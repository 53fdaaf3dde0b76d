/** Lines broken between words, spaces and indentation kept. @k8s kubectl/pkg/util/term NewWordWrapWriter */
export function wrap(text: string, width: number): string {
  return text.split('\n').map((line) => wrapLine(line, width)).join('\n');
}

/** A word that does not fit begins a new line, without the spaces before it; one that is as wide as a line stays where it is. */
function wrapLine(line: string, width: number): string {
  let out = '';
  let column = 0;
  for (const [, spaces = '', word = ''] of line.matchAll(/(\s*)(\S*)/g)) {
    if (word === '') {
      if (column + spaces.length <= width) out += spaces;
      continue;
    }
    // The word is put letter by letter: it may overflow only once it is too long to be moved.
    const overflows = column + spaces.length + word.length > width;
    const moved = overflows && firstOverflow(column + spaces.length, width) < width;
    out += moved ? `\n${word}` : spaces + word;
    column = moved ? word.length : column + spaces.length + word.length;
  }
  return out;
}

/** How many letters of a word that begins at `column` have been put when the line is full. */
const firstOverflow = (column: number, width: number): number => Math.max(1, width - column + 1);
