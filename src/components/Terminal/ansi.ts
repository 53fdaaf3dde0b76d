/** Terminal output to pieces of text with a style: the few ANSI codes that our commands and containers print, and columns for wide characters. */
export type Piece = { readonly text: string; readonly style: string; readonly wide?: true };

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
/** STATUS words of kubectl's tables, by the look's states. */
const words: { readonly [word: string]: string } = {
  Running: 'running', Ready: 'running', Bound: 'running', Active: 'running', Completed: 'succeeded', Pending: 'pending', ContainerCreating: 'creating', PodInitializing: 'creating',
  Terminating: 'terminating', Error: 'failed', CrashLoopBackOff: 'failed', OOMKilled: 'failed', ImagePullBackOff: 'failed', ErrImagePull: 'failed',
  InvalidImageName: 'failed', CreateContainerConfigError: 'failed', RunContainerError: 'failed', NotReady: 'failed', Failed: 'failed', Unknown: 'unknown',
};
// A status stands in a column of its own: spaces before it, spaces or the end of the line after it.
const statusWord = new RegExp(`(?<=  )(${Object.keys(words).join('|')})(?=  |,|\\s*$)`, 'gm');
// East Asian wide and full-width blocks, as far as terminals draw them two columns wide.
const wideRun = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function nextStyle(style: string, codes: readonly number[]): string {
  let set = new Set(style.split(' ').filter((name) => name !== ''));
  for (const code of codes) {
    if (code === 0) set = new Set();
    else if (code === 1) set.add('bold');
    else if (code === 22) set.delete('bold');
    else if (code === 2) set.add('dim');
    else if (code === 4) set.add('underline');
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      colours.forEach((colour) => set.delete(colour));
      set.add(colours[code % 10]!);
    } else if (code === 39) colours.forEach((colour) => set.delete(colour));
  }
  return [...set].join(' ');
}

function splitWide(text: string, style: string): Piece[] {
  const pieces: Piece[] = [];
  for (const part of text.split(new RegExp(`(${wideRun.source})`, 'u'))) {
    if (part === '') continue;
    pieces.push(wideRun.test(part) ? { text: part, style, wide: true } : { text: part, style });
  }
  return pieces;
}

function colourStatus(text: string, style: string): Piece[] {
  if (style !== '' || !text.includes('  ')) return splitWide(text, style);
  return text.split(statusWord).flatMap((part, index) => splitWide(part, index % 2 === 1 ? words[part] ?? '' : ''));
}

/** A carriage return alone starts its line again, as progress bars do. */
const overwrite = (text: string): string => text.replace(/\r\n/g, '\n').replace(/^.*\r(?=[^\n])/gm, '');

export function parseAnsi(raw: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let style = '';
  // Odd parts are the parameters of a colour code; every other escape sequence is dropped.
  // eslint-disable-next-line no-control-regex -- escape sequences begin with a control character.
  overwrite(raw).replace(/\u001b\[[0-9;?]*[A-HJKSTfhlnsu]|\u001b[()][A-Z0-9]|\u001b[=>]/g, '').split(/\u001b\[([0-9;]*)m/).forEach((part, index) => {
    if (index % 2 === 1) style = nextStyle(style, part.split(';').map(Number));
    else if (part !== '') pieces.push(...colourStatus(part, style));
  });
  return pieces;
}

/** Only what follows the last clear-screen is on the screen (`clear`, `watch`). */
export const afterClear = (raw: string): string => raw.slice(Math.max(0, raw.lastIndexOf('\u001b[2J')));
