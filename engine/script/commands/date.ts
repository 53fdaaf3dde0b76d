import { send } from '../pipe.ts';
import { badOptions, complain, pathIn, type CommandMaker } from './common.ts';
import { formatDate, parseDate } from './dates.ts';
import { lastValue, parseOptions } from './options.ts';

export const makeDate: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args.map((word) => word.replace(/^--iso-8601=(\w+)$/, '-I$1').replace(/^--rfc-3339=(\w+)$/, '-I$1')).flatMap((word) => (/^-I./.test(word) ? ['--precision', word.slice(2)] : [word])),
    { short: 'uId:r:s:RP:', long: { utc: 'u', universal: 'u', date: 'd', reference: 'r', 'rfc-email': 'R', 'iso-8601': 'I', precision: 'P' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const { now } = context.machine.clock;
  const asked = lastValue(options, 'd');
  const reference = lastValue(options, 'r');
  let ms: number | undefined = asked === undefined ? now : parseDate(asked, now);
  if (reference !== undefined) ms = context.machine.files.stat(pathIn(context, reference))?.mtime;
  if (ms === undefined) return complain(context, flavour === 'gnu' ? `invalid date '${asked ?? reference ?? ''}'` : `invalid date '${asked ?? reference ?? ''}'`);
  const precision = lastValue(options, 'P');
  const [format] = options.operands;
  if (format !== undefined && !format.startsWith('+')) return complain(context, flavour === 'gnu' ? "cannot set date: Operation not permitted" : "can't set date: Operation not permitted");
  const chosen = format?.slice(1)
    ?? (precision !== undefined ? (precision === 'date' ? '%Y-%m-%d' : precision === 'hours' ? '%Y-%m-%dT%H%:z' : precision === 'minutes' ? '%Y-%m-%dT%H:%M%:z' : '%Y-%m-%dT%H:%M:%S%:z')
      : options.flags.has('I') ? '%Y-%m-%d' : options.flags.has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y');
  yield* send(context.stdout, `${formatDate(chosen, ms)}\n`);
  return 0;
};
