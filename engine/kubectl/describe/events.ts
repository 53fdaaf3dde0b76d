/** The Events block. @k8s kubectl/pkg/describe DescribeEvents; golden pods/* */
import type { Event, KubeObject } from '../../api/index.ts';
import { goSort } from '../print/goSort.ts';
import { eventsOf, type DescribeContext } from './context.ts';
import { since } from './times.ts';
import type { Lines } from './writer.ts';

function age(event: Event, now: number): string {
  const first = since(event.eventTime ?? event.firstTimestamp, now);
  if (event.series !== undefined) return `${since(event.series.lastObservedTime, now)} (x${event.series.count ?? 0} over ${first})`;
  return (event.count ?? 0) > 1 ? `${since(event.lastTimestamp, now)} (x${event.count} over ${first})` : first;
}

export function addEvents(lines: Lines, context: DescribeContext, events: readonly Event[]): void {
  if (events.length === 0) { lines.add(0, 'Events:\t<none>'); return; }
  lines.add(0, 'Events:');
  lines.add(1, 'Type\tReason\tAge\tFrom\tMessage');
  lines.add(1, '----\t------\t----\t----\t-------');
  const last = (event: Event): string => event.lastTimestamp ?? '';
  for (const event of goSort(events, (a, b) => last(a) < last(b))) {
    const from = (event.source?.component ?? '') === '' ? event.reportingComponent ?? '' : event.source?.component ?? '';
    const where = event.involvedObject.fieldPath;
    const message = (event.message ?? '').trim();
    lines.add(1, `${event.type}\t${event.reason}\t${age(event, context.now)}\t${from}\t${where === undefined ? message : `${where}: ${message}`}`);
  }
}

export function addEventsOf(lines: Lines, context: DescribeContext, object: KubeObject): void {
  if (context.showEvents) addEvents(lines, context, eventsOf(context, object));
}
