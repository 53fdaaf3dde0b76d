/** @jest-environment node */
import type { GradeProgress, LabReport } from '@site/engine/grading/index.ts';
import { createGradings } from './grading.ts';
import type { Grading } from './grading.ts';

const report = { score: 1 } as LabReport; // Only handed through.
const step = (done: number): GradeProgress => ({ done, total: 3, fork: 'run', what: { en: `step ${done}`, zh: `第 ${done} 步` } });
function* work(): Grading { for (let done = 0; done < 3; done++) { yield step(done); yield step(done); } return report; }

/** Each look at the clock costs 30 ms: two yields fill a slice. */
function start(pause: () => Promise<void> = () => Promise.resolve()) {
  const told: string[] = [];
  let clock = 0;
  return { told, gradings: createGradings((session, { what }) => { told.push(`${session}: ${what.en}`); }, () => { clock += 30; return clock; }, pause) };
}
test('the report comes at the end, and on the way what is done is told once', async () => {
  const { gradings, told } = start();
  expect(await gradings.run('lab', work())).toBe(report);
  expect(told).toEqual(['lab: step 0', 'lab: step 1', 'lab: step 2']);
});
test('given up between two slices, it ends without a report', async () => {
  const { gradings, told } = start(() => { gradings.cancel('lab'); return Promise.resolve(); });
  expect(await gradings.run('lab', work())).toBeNull();
  expect(told).toEqual(['lab: step 0']);
});
test('a second grading of a session takes the place of the first; other sessions go on', async () => {
  const { gradings } = start();
  expect(await Promise.all([gradings.run('lab', work()), gradings.run('other', work()), gradings.run('lab', work())])).toEqual([null, report, report]);
});
test('a failing examiner fails the grading, and the next one works', async () => {
  const { gradings } = start();
  await expect(gradings.run('lab', (function* fails(): Grading { yield step(0); throw new Error('broken'); })())).rejects.toThrow('broken');
  expect(await gradings.run('lab', work())).toBe(report);
});
