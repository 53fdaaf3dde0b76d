/** @jest-environment node */
import { createAuthor, GivenUp, TooLong } from './author.ts';
import type { FromHost, ToHost } from './protocol.ts';

const ask = { what: 'lab', slug: 'x', files: {}, names: { lessons: [], manifests: {} } } as const;
function fake() {
  const asked: ToHost[] = [];
  const made: { ended: boolean; say: (message: FromHost) => void; breaks: (message: string) => void }[] = [];
  const connect = (receive: (message: FromHost) => void, broken: (message: string) => void) => {
    const one = { ended: false, say: receive, breaks: broken };
    made.push(one);
    return { postMessage: (message: ToHost) => { asked.push(message); }, terminate: () => { one.ended = true; } };
  };
  return { asked, made, connect };
}
const progress = (session: string): FromHost => ({ type: 'grading', session, progress: { fork: '', done: 1, total: 2, what: { en: 'w', zh: 'w' } } });
beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

test('what never ends is stopped, and the next question gets a new worker', async () => {
  const { asked, made, connect } = fake();
  const author = createAuthor(connect, 1000);
  const first = author.ask(ask).catch((error: unknown) => error);
  made[0]?.say(progress('1'));
  jest.advanceTimersByTime(900);
  made[0]?.say(progress('1'));
  jest.advanceTimersByTime(900);
  expect(made[0]?.ended).toBe(false);
  jest.advanceTimersByTime(200);
  expect(await first).toBeInstanceOf(TooLong);
  expect(made[0]?.ended).toBe(true);
  const second = author.ask(ask);
  made[1]?.say({ type: 'answer', request: asked[1]?.request ?? 0, value: { what: 'overtaken' } });
  await expect(second).resolves.toEqual({ what: 'overtaken' });
});

test('a worker that is still on its way has more time, and is no mistake of the author', async () => {
  const { made, connect } = fake();
  const author = createAuthor(connect, 1000);
  const answer = author.ask(ask);
  jest.advanceTimersByTime(60_000);
  expect(made[0]?.ended).toBe(false);
  const told = answer.then(() => 'answered', (error: unknown) => error);
  jest.advanceTimersByTime(61_000);
  expect(await told).toBeInstanceOf(Error);
  expect(await told).not.toBeInstanceOf(TooLong);
});

test('giving up ends all that runs; a broken script is told', async () => {
  const { made, connect } = fake();
  const author = createAuthor(connect, 1000);
  const given = author.ask(ask).catch((error: unknown) => error);
  author.stop();
  expect(await given).toBeInstanceOf(GivenUp);
  const broken = author.ask(ask).catch(String);
  made[1]?.breaks('no such script');
  expect(await broken).toContain('no such script');
});
