/** Order of keys in go-yaml's output: letters after other characters, digits by their value (`a9` before `a10`). */
const isLetter = (char: string): boolean => /\p{L}/u.test(char);
const isDigit = (char: string | undefined): boolean => char !== undefined && /\p{Nd}/u.test(char);

/** @k8s yaml/go-yaml sorter.go keyList.Less */
export function compareKeys(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [l = '', r = ''] = [left[i], right[i]];
    if (l === r) continue;
    const [leftLetter, rightLetter] = [isLetter(l), isLetter(r)];
    if (leftLetter && rightLetter) return codeOf(l) - codeOf(r);
    if (leftLetter || rightLetter) return rightLetter ? -1 : 1;
    return compareNumbers(left, right, i);
  }
  return left.length - right.length;
}

const codeOf = (char: string): number => char.codePointAt(0) ?? 0;

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  const [l = '', r = ''] = [left[at], right[at]];
  let lead = '';
  // A zero inside a number is not a leading zero.
  if (l === '0' || r === '0') {
    for (let j = at - 1; j >= 0 && isDigit(left[j]); j--) if (left[j] !== '0') { lead = '1'; break; }
  }
  const run = (chars: readonly string[]): string => {
    let end = at;
    while (isDigit(chars[end])) end++;
    return chars.slice(at, end).join('');
  };
  const [leftRun, rightRun] = [run(left), run(right)];
  const difference = Number(lead + leftRun) - Number(lead + rightRun);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  if (leftRun.length !== rightRun.length) return leftRun.length - rightRun.length;
  return codeOf(l) - codeOf(r);
}
