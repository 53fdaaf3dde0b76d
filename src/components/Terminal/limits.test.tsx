/** @jest-environment jsdom */
import { render } from '@testing-library/react';
import React from 'react';
import { withLimits } from './limits.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

test.each([
  ['Warning: spec.schedulingGates: stored, not simulated by Peapod\npod/x created\n', '/limits/?field=schedulingGates'],
  ['Warning: spec.template.spec.dns-config: stored, not simulated by Peapod', '/limits/?field=dns-config'],
  ['Warning: Job: stored, not simulated by Peapod: nothing acts on its spec yet\n', '/limits/?field=Job'],
  ['Warning: deleting cluster-scoped resources\n', undefined],
])('%j', (text, wanted) => {
  const { container } = render(<pre>{withLimits(text)}</pre>);
  expect(container.querySelector('a')?.getAttribute('href')).toBe(wanted);
  expect(container.textContent?.replace('What is real here', '\n').trimEnd()).toBe(text.trimEnd());
});
