import React from 'react';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { createTestSession } from '../Session/testSession.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@generated/course/default/manifests.json', () => ({ 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx\n' }), { virtual: true });
// eslint-disable-next-line import/first -- what it imports is made above
import { ManifestTour, Stop } from './index.tsx';

const shown = (): readonly string[] => screen.getAllByRole('button', { expanded: true }).map(({ textContent }) => textContent ?? '');
function tour(object?: unknown): ReturnType<typeof createTestSession> {
  const session = createTestSession({}, undefined, { object });
  render(
    <session.Page>
      <ManifestTour file="pod.yaml">
        {'\n'}
        <Stop path="spec.containers[0].image" title="which program" see="status.podIP">The image.</Stop>
        <Stop path="kind" title="which sort">The kind.</Stop>
        <Stop path="spec.volumes" title="is not there">Nothing.</Stop>
      </ManifestTour>
    </session.Page>,
  );
  return session;
}

test('lines with a note are buttons in the order of the file, the first is open', () => {
  tour();
  const lines = within(screen.getByRole('group')).getAllByRole('button');
  expect(lines.map(({ textContent }) => textContent)).toEqual(['kind: Podwhich sort', '    image: nginxwhich program']);
  expect(shown()).toEqual(['kind: Podwhich sort']);
  // One stop for Tab, the arrows do the rest.
  expect(lines.map(({ tabIndex }) => tabIndex)).toEqual([0, -1]);
  // Every note is in the page, for readers without scripts and for paper.
  expect(screen.getByText('The image.')).toBeTruthy();
});

test('pointing, arrows, Home and End open a line; its effect is read from the cluster', async () => {
  tour({ status: { podIP: '10.244.1.5' } });
  const [kind, image] = within(screen.getByRole('group')).getAllByRole('button') as [HTMLElement, HTMLElement];
  fireEvent.mouseEnter(image);
  expect(shown()).toEqual(['    image: nginxwhich program']);
  expect(await screen.findByText('10.244.1.5')).toBeTruthy();
  expect(screen.getByText('pod/web status.podIP')).toBeTruthy();
  fireEvent.keyDown(image, { key: 'ArrowUp' });
  expect(document.activeElement).toBe(kind);
  expect(shown()).toEqual(['kind: Podwhich sort']);
  fireEvent.keyDown(kind, { key: 'End' });
  expect(document.activeElement).toBe(image);
});

test('Apply writes the file as it stands here, then types the command', async () => {
  const { inputs, typed } = tour();
  fireEvent.click(screen.getByText('Apply'));
  await Promise.resolve();
  expect(inputs).toMatchObject([{ type: 'file', path: '/home/learner/pod.yaml' }]);
  await screen.findByText('Apply');
  expect(typed.map(({ lines }) => lines)).toEqual([['kubectl apply -f pod.yaml']]);
});
