import { createTabWriter, isObject } from '../../base/index.ts';
import type { JsonObject, TabWriter } from '../../base/index.ts';
import type { Status } from '../../api/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { field, listAt, numberAt, textAt } from '../objects.ts';
import { allNamespacesFlag, printFlags } from '../print/flags.ts';
import { goSort } from '../print/goSort.ts';
import { createPrinter } from '../print/printer.ts';
import { Failure, fail, statusProblem } from '../problems.ts';
import { ageOf } from '../resources/watching.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const events: Verb = {
  name: 'events',
  usage: 'events [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  about: 'Show events, oldest first',
  flags: [
    ...printFlags, allNamespacesFlag,
    { name: 'chunk-size', type: 'int', default: '500', about: 'Ask for long lists in pieces of this size' },
    { name: 'for', type: 'string', about: 'Only events about this object, as TYPE/NAME' },
    { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
    { name: 'types', type: 'strings', about: 'Only events of these types: Normal, Warning' },
    { name: 'watch', short: 'w', type: 'bool', about: 'Go on to show new events' },
  ],
  *run(context) {
    const { flags } = context;
    const types = flags.list('types').map((type) => type.toLowerCase());
    if (types.some((type) => type !== 'normal' && type !== 'warning')) fail('valid --types are Normal or Warning');
    const fieldSelector = aboutSelector(context, flags.text('for'));
    const path = `/api/v1/${flags.on('all-namespaces') ? '' : `namespaces/${context.namespace}/`}events`;
    const list = context.api.call('GET', withQuery(path, { fieldSelector, limit: flags.text('chunk-size') }));
    const wanted = (event: JsonObject): boolean => types.length === 0 || types.includes(textAt(event, 'type').toLowerCase());
    const items = goSort(listAt(list, 'items').filter(isObject).filter(wanted), (a, b) => timeOf(a) < timeOf(b));
    if (flags.on('watch')) return yield* watchEvents(context, withQuery(path, { fieldSelector, resourceVersion: textAt(list, 'metadata', 'resourceVersion') }), items, wanted);
    if (items.length === 0) {
      context.error(flags.on('all-namespaces') ? 'No events found.\n' : `No events found in ${context.namespace} namespace.\n`);
      return 0;
    }
    if (flags.text('output') === '') {
      const writer = createTabWriter();
      writeHeader(context, writer);
      for (const event of items) writer.write(rowOf(context, event));
      context.out(writer.flush());
    } else if (flags.text('output') !== 'name') context.out(createPrinter(context)({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: textAt(list, 'metadata', 'resourceVersion') } }));
    return 0;
  },
};

/** @k8s kubectl/pkg/cmd/events/events.go decodeResourceTypeName; golden kubectl/events-for */
function aboutSelector(context: KubectlContext, word: string): string | undefined {
  if (word === '') return undefined;
  const parts = word.split('/');
  const [type = '', name = ''] = parts;
  if (parts.length !== 2 || type === '' || name === '') fail('--for must be in resource/name form');
  const resource = context.discovery.find(type);
  if (resource === undefined) throw new Failure({ type: 'plain', message: `the server doesn't have a resource type ${JSON.stringify(type)}` });
  return `involvedObject.kind=${resource.kind},involvedObject.name=${name}`;
}

function* watchEvents(context: KubectlContext, path: string, items: readonly JsonObject[], wanted: (event: JsonObject) => boolean): Task<number> {
  const writer = createTabWriter();
  const plain = context.flags.text('output') === '';
  const printer = plain ? undefined : createPrinter(context);
  let headerDue = true;
  const show = (event: JsonObject): void => {
    if (printer !== undefined) { context.out(printer(event)); return; }
    if (headerDue) writeHeader(context, writer);
    headerDue = false;
    writer.write(rowOf(context, event));
  };
  for (const event of items) show(event);
  context.out(writer.flush());
  const watch = context.api.watch(path);
  try {
    for (let event = yield* watch.next(); event !== undefined; event = yield* watch.next()) {
      if (event.type === 'ERROR') throw new Failure(statusProblem(event.object as Status));
      if (event.type === 'DELETED' || event.type === 'BOOKMARK' || !wanted(event.object)) continue;
      show(event.object);
      context.out(writer.flush());
    }
    return 0;
  } finally {
    watch.stop();
  }
}

function writeHeader(context: KubectlContext, writer: TabWriter): void {
  if (context.flags.on('no-headers')) return;
  writer.write(`${context.flags.on('all-namespaces') ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`);
}

function rowOf(context: KubectlContext, event: JsonObject): string {
  const namespace = context.flags.on('all-namespaces') ? `${textAt(event, 'metadata', 'namespace')}\t` : '';
  const about = `${textAt(event, 'involvedObject', 'kind')}/${textAt(event, 'involvedObject', 'name')}`;
  return `${namespace}${lastSeen(context, event)}\t${textAt(event, 'type')}\t${textAt(event, 'reason')}\t${about}\t${textAt(event, 'message').trim()}\n`;
}

/** `5m`, or `5m (x3 over 10m)` for a repeated one. @k8s kubectl/pkg/cmd/events/event_printer.go getInterval */
export function lastSeen(context: KubectlContext, event: JsonObject): string {
  const first = ageOf(context, textAt(event, 'eventTime') || textAt(event, 'firstTimestamp'));
  if (isObject(field(event, 'series'))) return `${ageOf(context, textAt(event, 'series', 'lastObservedTime'))} (x${numberAt(event, 'series', 'count')} over ${first})`;
  if (numberAt(event, 'count') > 1) return `${ageOf(context, textAt(event, 'lastTimestamp'))} (x${numberAt(event, 'count')} over ${first})`;
  return first;
}

const timeOf = (event: JsonObject): number =>
  Date.parse(textAt(event, 'series', 'lastObservedTime') || textAt(event, 'lastTimestamp') || textAt(event, 'eventTime')) || 0;
