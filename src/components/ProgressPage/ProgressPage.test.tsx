import React from 'react';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { note, progressStore, setNow } from '@site/src/progress/index.ts';
import { CoursePath } from '../CoursePath/index.tsx';
import { ProgressNotice } from '../ProgressNotice/index.tsx';
import { Imported } from './Imported.tsx';
import ProgressPage from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@theme/Layout', () => ({ __esModule: true, default: ({ children }: { children: React.ReactNode }) => children }), { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, children }: { to: string; children: React.ReactNode }) => <a href={to}>{children}</a> }));
jest.mock('@docusaurus/useDocusaurusContext', () => ({ __esModule: true, default: () => ({ i18n: { currentLocale: 'en' } }) }));
jest.mock('@docusaurus/useGlobalData', () => ({
  usePluginData: () => {
    const text = (en: string) => ({ en, zh: en });
    const item = (kind: string, id: string, more = {}) => ({ kind, id, title: text(`The ${id}`), summary: text('About it.'), path: `/${id}/`, minutes: 10, ...more });
    return { modules: [{ id: 'm', title: text('Module one'), items: [item('lesson', 'read'), item('lab', 'fix'), item('quiz', 'ask', { questions: ['q1', 'q2'] })] }] };
  },
}), { virtual: true });

beforeAll(() => { setNow(() => Date.parse('2026-11-20T10:00:00Z')); return progressStore().loading; });
const skills = [{ id: 'probes', en: 'probes', zh: '探针', lesson: 'read' }];

test('before anything is done: the path, with minutes, and where it begins', () => {
  render(<CoursePath />);
  expect(screen.getByText('The course begins here').parentElement?.textContent).toBe('The course begins hereThe readabout 10 min');
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['The readLessonabout 10 minAbout it.', 'The fixLababout 10 minAbout it.', 'The askQuizabout 10 minAbout it.']);
});
test('a browser that keeps nothing says so until it is heard', () => {
  render(<ProgressNotice />);
  expect(screen.getByRole('status').textContent).toContain('This browser keeps nothing for us');
  fireEvent.click(screen.getByRole('button', { name: 'All right' }));
  expect(screen.getByRole('status').textContent).toBe('');
});
test('what was done, how well, and what is weak', () => {
  render(<><CoursePath /><ProgressPage skills={skills} /></>);
  act(() => {
    note({ type: 'lessonDone', lesson: 'read' });
    note({ type: 'predicted', lesson: 'read', question: 'p', right: true });
    note({ type: 'hintOpened', lab: 'fix', hint: 'h' });
    for (const score of [2, 1]) note({ type: 'labGraded', lab: 'fix', attempt: { score, max: 3, passed: false, seed: 's', engineVersion: '1' }, checks: [] });
    note({ type: 'answered', quiz: 'ask', question: 'q1', answer: { right: false, credit: 0.25, skill: 'probes', misconceptions: [], given: null, variant: 'v' } });
    note({ type: 'answered', quiz: 'ask', question: 'q2', answer: { right: true, credit: 1, skill: 'no-name-yet', misconceptions: [], given: null, variant: 'v' } });
  });
  expect(screen.getAllByText('You left this lab half done')).toHaveLength(2);
  expect(screen.getByRole('heading', { level: 3 }).textContent).toBe('Module one2 of 3 done');
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'StateLesson, lab or quizResultLast time', 'doneThe read Lessonpredictions right: 1 of 1Nov 20, 2026', 'begunThe fix Lab2 of 3 points · 2 attempts · hints opened: 1Nov 20, 2026', 'doneThe ask Quiz1 of 2 rightNov 20, 2026',
  ].map((text, index) => (index === 0 ? text : ` ${text}`)));
  const weak = screen.getByText('probes').closest('li')!;
  expect(weak.textContent).toBe('probes25 %, 1 answeredRead it again');
  expect(within(weak).getByRole('link').getAttribute('href')).toBe('/learn/read/');
  expect(screen.getByText('no name yet')).toBeTruthy();
});
test('a due review is the next best step', () => {
  render(<CoursePath />);
  act(() => { note({ type: 'card', card: 'ask/q1', due: 5, data: {} }); });
  expect(screen.getByText(/^1 due for review/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Review' }).getAttribute('href')).toBe('/review/');
});
test('a file that was refused says why, with paths; nothing can be taken from it', () => {
  render(<Imported read={{ ok: false, problems: [{ path: 'progress.labs', message: 'expected an object, found a list' }] }} onTake={() => undefined} onLeave={() => undefined} />);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['progress.labs expected an object, found a list']);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Leave it']);
});
