/** What Go's `time.Parse` says of a text that is no time in its layout. @k8s time/format.go Parse, newParseError */

type Step = { readonly element: string; readonly pattern: RegExp; readonly range?: readonly [name: string, least: number, most: number] };

const literal = (element: string): Step => ({ element, pattern: new RegExp(`^${element}`) });
const two = (element: string, name: string, least: number, most: number): Step => ({ element, pattern: /^\d\d/, range: [name, least, most] });
const STEPS: readonly Step[] = [
  { element: '2006', pattern: /^\d\d\d\d/ }, literal('-'), two('01', 'month', 1, 12), literal('-'), { element: '02', pattern: /^\d\d/ }, literal('T'),
  two('15', 'hour', 0, 23), literal(':'), two('04', 'minute', 0, 59), literal(':'), two('05', 'second', 0, 59),
];
const ZONE: Step = { element: 'Z07:00', pattern: /^(Z|[+-]\d\d:\d\d)/ };

/** Days of a month, counted from 1; the calendar that never changed. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Undefined for a good time. @param micro the layout has exactly six decimals; without them any number is taken */
export function goTimeProblem(value: string, micro = false): string | undefined {
  const layout = `2006-01-02T15:04:05${micro ? '.000000' : ''}Z07:00`;
  const wrong = (why: string): string => `parsing time ${JSON.stringify(value)}${why}`;
  const numbers: number[] = [];
  const fraction: readonly Step[] = micro ? [{ element: '.000000', pattern: /^\.\d{6}/ }] : [];
  let rest = value;
  for (const { element, pattern, range } of [...STEPS, ...fraction, ZONE]) {
    if (element === 'Z07:00' && !micro) rest = rest.replace(/^[.,]\d+/, '');
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) return wrong(` as ${JSON.stringify(layout)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(element)}`);
    rest = rest.slice(found.length);
    if (/^\d+$/.test(found)) numbers.push(Number(found));
    if (range !== undefined && (Number(found) < range[1] || Number(found) > range[2])) return wrong(`: ${range[0]} out of range`);
  }
  if (rest !== '') return wrong(`: extra text: ${JSON.stringify(rest)}`);
  const [year = 0, month = 1, day = 1] = numbers;
  return day < 1 || day > daysIn(year, month) ? wrong(': day out of range') : undefined;
}
