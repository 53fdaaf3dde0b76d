import { send } from '../pipe.ts';
import { badOptions, cantOpen, eachInput, plainWords, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

export const makeUniq: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'cdiuf:s:w:', long: { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i', 'skip-fields': 'f' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const skipFields = Number(lastValue(options, 'f') ?? 0);
  const width = Number(lastValue(options, 'w') ?? Infinity);
  const keyOf = (line: string): string => {
    const rest = line.replace(new RegExp(`^(\\s*\\S+){${skipFields}}`), '').slice(Number(lastValue(options, 's') ?? 0), width);
    return options.flags.has('i') ? rest.toLowerCase() : rest;
  };
  let current: string | undefined;
  let count = 0;
  function* flush(): Generator<(wake: () => void) => () => void, void, void> {
    if (current === undefined || (options.flags.has('d') && count < 2) || (options.flags.has('u') && count > 1)) return;
    yield* send(context.stdout, `${options.flags.has('c') ? `${String(count).padStart(7)} ` : ''}${current}\n`);
  }
  const status = yield* eachInput(context, options.operands.slice(0, 1), flavour === 'gnu' ? plainWords : cantOpen, function* (reader) {
    for (let raw = yield* reader.readLine(); raw !== undefined; raw = yield* reader.readLine()) {
      const line = raw.replace(/\n$/, '');
      if (current !== undefined && keyOf(line) === keyOf(current)) { count++; continue; }
      yield* flush();
      current = line;
      count = 1;
    }
  });
  yield* flush();
  return status;
};
