/** `get --watch`. @k8s kubectl/pkg/cmd/get/get.go watch */
import { humanDuration, isList } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import type { Status } from '../../api/index.ts';
import type { Watch } from '../api.ts';
import { withQuery } from '../api.ts';
import { collectionPath } from '../discovery.ts';
import { textAt } from '../objects.ts';
import { Failure, fail, statusProblem } from '../problems.ts';
import { createPrinter } from '../print/printer.ts';
import { createTablePrinter, plainTable } from '../print/tables.ts';
import type { KubectlContext } from '../verb.ts';
import { itemsOf, selectResources } from './select.ts';
import type { Info, SelectOptions, Selected } from './select.ts';

export const TABLE_ACCEPT = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

/** What the server sent, as a Table. */
export function tableOf(context: KubectlContext, info: Info): JsonObject {
  if (textAt(info.object, 'kind') === 'Table') return info.object;
  const objects = isList(info.object['items']) ? itemsOf(info.resource, info.object).map((each) => each.object) : [info.object];
  return plainTable(objects, (object) => ageOf(context, textAt(object, 'metadata', 'creationTimestamp')));
}

/** Since a time of the API; `<unknown>` without one. */
export function ageOf(context: KubectlContext, time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? '<unknown>' : humanDuration(context.clock.now - at);
}

export function* watchTable(context: KubectlContext, options: SelectOptions): Task<number> {
  const { flags } = context;
  const { info, selected } = yield* oneResource(context, options);
  const withEvents = flags.on('output-watch-events');
  const printer = createTablePrinter({
    wide: flags.text('output') === 'wide', noHeaders: flags.on('no-headers'), withNamespace: flags.on('all-namespaces'),
    withKind: flags.on('show-kind'), showLabels: flags.on('show-labels'), labelColumns: flags.list('label-columns'),
  });
  const show = (table: JsonObject, event: string): void => {
    printer.print(table, info.resource, withEvents ? { event } : {});
    context.out(printer.flush());
  };
  if (!flags.on('watch-only')) for (const each of selected.infos) show(tableOf(context, each), 'ADDED');
  return yield* follow(context, options, info, selected.single, (object, type) => {
    show(tableOf(context, { ...info, object }), type);
  });
}

export function* watchWhole(context: KubectlContext, options: SelectOptions): Task<number> {
  const { flags } = context;
  const { info, selected } = yield* oneResource(context, { ...options, flatten: false });
  const printer = createPrinter(context, { columns: true });
  const withEvents = flags.on('output-watch-events');
  const show = (object: JsonObject, type: string): void => { context.out(printer(withEvents ? { object, type } : object)); };
  if (!flags.on('watch-only')) {
    for (const each of selected.infos) for (const item of itemsOf(each.resource, each.object)) show(item.object, 'ADDED');
  }
  return yield* follow(context, options, info, selected.single, show);
}

function* oneResource(context: KubectlContext, options: SelectOptions): Task<{ readonly info: Info; readonly selected: Selected }> {
  const selected = yield* selectResources(context, options);
  const [problem] = selected.problems;
  if (problem !== undefined) throw new Failure(problem);
  const [info] = selected.infos;
  if (info === undefined) return fail('watch is only supported on individual resources and resource collections - no resources were found');
  if (selected.infos.some((each) => each.resource !== info.resource) || (selected.infos.length > 1 && info.name !== '')) {
    fail('watch is only supported on individual resources and resource collections - more than 1 resource was found');
  }
  return { info, selected };
}

/** One object is watched from the present on, which repeats it once; a list from the moment at which it was read. */
function* follow(context: KubectlContext, options: SelectOptions, info: Info, single: boolean, show: (object: JsonObject, type: string) => void): Task<number> {
  const watch = startWatch(context, options, info, single);
  let repeated = single;
  try {
    for (let event = yield* watch.next(); event !== undefined; event = yield* watch.next()) {
      if (event.type === 'ERROR') throw new Failure(statusProblem(event.object as Status));
      if (event.type === 'BOOKMARK') continue;
      if (!repeated) show(event.object, event.type);
      repeated = false;
    }
    return 0;
  } finally {
    watch.stop();
  }
}

function startWatch(context: KubectlContext, options: SelectOptions, info: Info, single: boolean): Watch {
  const path = withQuery(collectionPath(info.resource, info.namespace), {
    ...options.query, labelSelector: options.selector,
    fieldSelector: single ? `metadata.name=${info.name}` : options.fieldSelector,
    resourceVersion: single ? '0' : textAt(info.object, 'metadata', 'resourceVersion'),
  });
  return context.api.watch(path, options.headers === undefined ? {} : { headers: options.headers });
}
