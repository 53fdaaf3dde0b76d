import type { Happening, StateTrack } from '@site/src/worker/protocol.ts';
import { axisOf, rowsOf } from './rows.ts';

const track: StateTrack = { kind: 'pod', namespace: 'default', name: 'web', spans: [{ from: 2000, state: 'pending', status: 'Pending' }, { from: 4000, state: 'running', status: 'Running' }], until: 10_000 };
const event = (at: number, object: string, type: Happening['type'] = 'Normal'): Happening => ({ at, type, reason: 'Pulled', object, message: 'x' });

test('the axis begins shortly before the first object and ends now', () => {
  expect(axisOf([track], 21_000, undefined)).toEqual({ from: 1000, to: 21_000, ticks: [5000, 10_000, 15_000, 20_000] });
  expect(axisOf([track], 61_000, 30_000)).toMatchObject({ from: 31_000, to: 61_000 });
  expect(axisOf([], 0, undefined)).toMatchObject({ from: 0, to: 10_000 });
});

test('bars last until the next state or the end of the object, marks are its events while it was there', () => {
  const axis = { from: 0, to: 20_000, ticks: [] };
  const [row] = rowsOf([track], [event(3000, 'pod/web', 'Warning'), event(3000, 'pod/other'), event(15_000, 'pod/web')], 20_000, axis);
  expect(row?.bars).toMatchObject([{ left: 10, width: 10, status: 'Pending', open: false }, { left: 20, width: 30, status: 'Running', open: false }]);
  expect(row?.marks).toEqual([{ left: 15, warning: true, text: 'Pulled: x' }]);
  const { until: _, ...alive } = track;
  expect(rowsOf([alive], [], 20_000, axis)[0]?.bars[1]).toMatchObject({ left: 20, width: 80, open: true });
});
