/** An answer is JSON from anywhere: these read it, and give undefined for whatever it is not. */

const MAX_TEXT = 2000;

export const isRecord = (answer: unknown): answer is { readonly [key: string]: unknown } => typeof answer === 'object' && answer !== null && !Array.isArray(answer);

/** One line of text, not empty. */
export function readLine(answer: unknown): string | undefined {
  if (typeof answer !== 'string' || answer.length > MAX_TEXT) return undefined;
  return answer.trim() === '' || /[\n\r\0]/.test(answer.trim()) ? undefined : answer.trim();
}

/** Different ids, all of them known. */
export function readIds(answer: unknown, known: readonly string[]): readonly string[] | undefined {
  if (!Array.isArray(answer) || answer.length > known.length) return undefined;
  const ids = (answer as readonly unknown[]).filter((id): id is string => typeof id === 'string' && known.includes(id));
  return ids.length === answer.length && new Set(ids).size === ids.length ? ids : undefined;
}

/** A choice for each row: own keys only, so that `constructor` is nobody's answer. */
export function readRows(answer: unknown, rows: readonly string[], choices: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (!isRecord(answer)) return undefined;
  const read = new Map<string, string>();
  for (const row of rows) {
    const choice = Object.hasOwn(answer, row) ? answer[row] : undefined;
    if (typeof choice !== 'string' || !choices.includes(choice)) return undefined;
    read.set(row, choice);
  }
  return read;
}

export function readTexts(answer: unknown, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (!isRecord(answer)) return undefined;
  const read = new Map<string, string>();
  for (const name of names) {
    const text = readLine(Object.hasOwn(answer, name) ? answer[name] : undefined);
    if (text === undefined) return undefined;
    read.set(name, text);
  }
  return read;
}
