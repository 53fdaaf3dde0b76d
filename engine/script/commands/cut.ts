import { send } from '../pipe.ts';
import { badOptions, complain, eachInput, plainWords, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

/** `1,3-5,7-` as a question about a position. */
function ranges(text: string): ((n: number) => boolean) | undefined {
  const parts = text.split(',').map((part) => /^(\d+)?(-)?(\d+)?$/.exec(part));
  if (parts.some((part) => part === null || (part[1] === undefined && part[3] === undefined))) return undefined;
  return (n) => parts.some((part) => {
    const low = Number(part?.[1] ?? 1);
    return n >= low && n <= (part?.[2] === undefined ? low : Number(part[3] ?? Infinity));
  });
}

export const makeCut: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'b:c:f:d:sn', long: { bytes: 'b', characters: 'c', fields: 'f', delimiter: 'd', 'only-delimited': 's', complement: 'n', 'output-delimiter': 'O' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const fields = lastValue(options, 'f');
  const list = fields ?? lastValue(options, 'c') ?? lastValue(options, 'b');
  if (list === undefined) return complain(context, flavour === 'gnu' ? 'you must specify a list of bytes, characters, or fields' : 'expected a list of bytes, characters, or fields');
  const chosen = ranges(list);
  if (chosen === undefined) return complain(context, flavour === 'gnu' ? `invalid ${fields === undefined ? 'byte or character' : 'field'} value '${list}'` : `bad range '${list}'`);
  const delimiter = lastValue(options, 'd') ?? '\t';
  return yield* eachInput(context, options.operands, plainWords, function* (reader) {
    for (let raw = yield* reader.readLine(); raw !== undefined; raw = yield* reader.readLine()) {
      const line = raw.replace(/\n$/, '');
      if (fields === undefined) { yield* send(context.stdout, `${Array.from(line).filter((_, i) => chosen(i + 1)).join('')}\n`); continue; }
      if (!line.includes(delimiter)) { if (!options.flags.has('s')) yield* send(context.stdout, `${line}\n`); continue; }
      yield* send(context.stdout, `${line.split(delimiter).filter((_, i) => chosen(i + 1)).join(delimiter)}\n`);
    }
  });
};
