import React from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { createTestSession } from '../Session/testSession.tsx';
import { LiveBlock } from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, ...rest }: { to: string; children: React.ReactNode }) => <a href={to} {...rest}>{rest.children}</a> }));

test('before it is run, a block shows its commands, and what they print on demand', () => {
  const { Page } = createTestSession();
  render(<Page><LiveBlock code={'$ kubectl get pods\nNo resources found in default namespace.'} /></Page>);
  expect(screen.getByLabelText('Commands').textContent).toBe('$ kubectl get pods');
  expect(screen.getByText('What this prints').parentElement?.textContent).toContain('No resources found');
});
test('a run types the lines and shows their output', async () => {
  const session = createTestSession();
  render(<session.Page><LiveBlock code={'kubectl get pods\nkubectl get nodes'} /></session.Page>);
  await act(async () => { fireEvent.click(screen.getByRole('button', { name: 'Run' })); await Promise.resolve(); });
  const { lines, run } = session.typed[0]!;
  expect(lines).toEqual(['kubectl get pods', 'kubectl get nodes']);
  session.show({ terminals: { main: { prompt: '', busy: true, entries: [
    { id: 1, kind: 'line', prompt: '$ ', text: 'typed by hand' }, { id: 2, kind: 'line', prompt: '$ ', text: 'kubectl get pods', run }, { id: 3, kind: 'output', text: 'NAME\n', run }] } } });
  expect(screen.getByLabelText('Output').textContent).toBe('$ kubectl get pods\nNAME\n');
});
