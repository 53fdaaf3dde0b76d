import { send } from '../pipe.ts';
import { badOptions, complain, type CommandMaker } from './common.ts';
import { unescape } from './escapes.ts';
import { parseOptions } from './options.ts';

const codes = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i)).join('');
const CLASSES: { readonly [name: string]: string } = {
  alpha: codes(65, 90) + codes(97, 122), digit: codes(48, 57), alnum: codes(48, 57) + codes(65, 90) + codes(97, 122), upper: codes(65, 90), lower: codes(97, 122),
  space: '\t\n\v\f\r ', blank: '\t ', punct: codes(33, 47) + codes(58, 64) + codes(91, 96) + codes(123, 126), print: codes(32, 126), graph: codes(33, 126), cntrl: `${codes(0, 31)}\x7f`, xdigit: `${codes(48, 57)}ABCDEFabcdef`,
};

function expand(set: string): string {
  const text = set.replace(/\[:(\w+):\]/g, (all, name: string) => CLASSES[name] ?? all);
  const plain = unescape(text).text;
  return plain.replace(/([\s\S])-([\s\S])/g, (all, from: string, to: string) => (from <= to ? codes(from.charCodeAt(0), to.charCodeAt(0)) : all));
}

export const makeTr: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'cCdst', long: { delete: 'd', complement: 'c', 'squeeze-repeats': 's' }, stopAtOperand: true });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const [first, second] = options.operands;
  if (first === undefined) return complain(context, 'missing operand');
  const remove = options.flags.has('d');
  if (second === undefined && !remove && !options.flags.has('s')) {
    complain(context, `missing operand after '${first}'`);
    context.stderr.write("Two strings must be given when translating.\nTry 'tr --help' for more information.\n");
    return 1;
  }
  const complement = options.flags.has('c') || options.flags.has('C');
  const from = expand(first);
  const to = second === undefined ? undefined : expand(second);
  const inFirst = (c: string): boolean => from.includes(c) !== complement;
  const squeezed = options.flags.has('s') ? (c: string): boolean => (to === undefined ? inFirst(c) : to.includes(c)) : (): boolean => false;
  const change = (c: string): string => {
    if (to === undefined || remove || !inFirst(c)) return c;
    return (complement ? to.at(-1) : to[Math.min(from.indexOf(c), to.length - 1)]) ?? c;
  };
  let previous = '';
  for (let text = yield* context.stdin.read(); text !== undefined; text = yield* context.stdin.read()) {
    let out = '';
    for (const c of text) {
      if (remove && inFirst(c)) continue;
      const changed = change(c);
      if (changed === previous && squeezed(changed)) continue;
      previous = changed;
      out += changed;
    }
    yield* send(context.stdout, out);
  }
  return 0;
};
