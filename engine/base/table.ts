/** Text in columns as Go's text/tabwriter lays it out: cells end with a tab, a column is as wide as its widest neighbour. */

export type TabWriterOptions = {
  readonly minWidth: number;
  readonly padding: number;
  /** Widths never shrink from one flush to the next: kubectl's tables while watching. */
  readonly rememberWidths?: boolean;
};
export type TabWriter = {
  write(text: string): void;
  /** What was written since the last flush, laid out. */
  flush(): string;
  forgetWidths(): void;
};

/** kubectl's own tables. */
export const KUBECTL_TABLE: TabWriterOptions = { minWidth: 6, padding: 3, rememberWidths: true };
/** `kubectl describe`. */
export const DESCRIBE_TABLE: TabWriterOptions = { minWidth: 0, padding: 2 };

export function createTabWriter(options: TabWriterOptions = KUBECTL_TABLE): TabWriter {
  let pending = '';
  let remembered: number[] = [];
  return {
    write(text) { pending += text; },
    flush() {
      const out = layOut(pending, options, remembered);
      pending = '';
      return out;
    },
    forgetWidths() { remembered = []; },
  };
}

/** A text of lines with tabs, laid out at once. */
export function formatTable(text: string, options: TabWriterOptions = KUBECTL_TABLE): string {
  const writer = createTabWriter(options);
  writer.write(text);
  return writer.flush();
}

function layOut(text: string, options: TabWriterOptions, remembered: number[]): string {
  const out: string[] = [];
  let block: string[][] = [];
  const lines = text.split('\n');
  // A line with one cell ends the columns: what comes after it is measured anew.
  lines.forEach((line, i) => {
    const cells = line.split('\t');
    block.push(cells);
    if (cells.length === 1 || i === lines.length - 1) {
      out.push(...formatBlock(block, options, remembered));
      block = [];
    }
  });
  return out.join('\n');
}

const widthOf = (cell: string): number => {
  let width = 0;
  for (const _ of cell) width++;
  return width;
};

/** @k8s go text/tabwriter format, liggitt/tabwriter RememberWidths */
function formatBlock(lines: readonly string[][], options: TabWriterOptions, remembered: number[]): string[] {
  const out = lines.map(() => '');
  const widths: number[] = [];
  const write = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const cells = lines[i] ?? [];
      out[i] = cells.map((cell, j) => {
        const width = widths[j];
        return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - widthOf(cell)));
      }).join('');
    }
  };
  const format = (from: number, to: number): void => {
    const column = widths.length;
    let done = from;
    for (let i = from; i < to; i++) {
      if (column >= (lines[i]?.length ?? 0) - 1) continue;
      write(done, i);
      done = i;
      let width = options.minWidth;
      let end = i;
      for (; end < to && column < (lines[end]?.length ?? 0) - 1; end++) width = Math.max(width, widthOf(lines[end]?.[column] ?? '') + options.padding);
      if (options.rememberWidths === true) {
        width = Math.max(width, remembered[column] ?? 0);
        remembered[column] = width;
      }
      widths.push(width);
      format(done, end);
      widths.pop();
      done = end;
      i = end - 1;
    }
    write(done, to);
  };
  format(0, lines.length);
  return out;
}
