/** Transcripts as tests: commands and what they print, written as a reader would see it. */

export type Runs = { run(line: string): { readonly out: string; readonly err: string; readonly code: number | undefined } };

const lines = (text: string, mark: string): string => text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined).filter((line, i, all) => all.length > 1 || line !== '').map((line) => `${mark}${line}\n`).join('');

/**
 * Runs every `$ ` line of the text and gives the text back with what really came out.
 * Lines of stderr begin with `! `, and an exit code other than 0 is the line `= 1`. Names with random ends are written as `-RANDOM`.
 */
export function replayed(world: Runs, text: string): string {
  return trimmed(text).split('\n').filter((line) => line.startsWith('$ ')).map((line) => {
    const { out, err, code } = world.run(line.slice(2));
    return `${line}\n${lines(out, '')}${lines(err, '! ')}${code === 0 ? '' : `= ${code}\n`}`;
  }).join('').replace(/(?:-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9-])/g, '-RANDOM');
}

/** Without the indentation of the test's source. */
export function trimmed(text: string): string {
  const all = text.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const indent = Math.min(...all.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return all.map((line) => line.slice(indent)).join('\n');
}
