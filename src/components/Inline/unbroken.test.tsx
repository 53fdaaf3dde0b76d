import { render } from '@testing-library/react';
import React from 'react';
import { unbroken } from './unbroken.tsx';

test.each([
  ['kubectl get pods', []],
  ['kubectl wait --for=condition=Ready pod/web --timeout=6m', ['--for=condition=Ready', '--timeout=6m']],
  ['kubectl get pods -n lady-killer9', ['-n', 'lady-killer9']],
  [`--very-long=${'x'.repeat(40)} -q`, ['-q']],
])('%s', (text, whole) => {
  const { container } = render(<code>{unbroken(text)}</code>);
  expect(container.textContent).toBe(text);
  expect([...container.querySelectorAll('.unbroken')].map((one) => one.textContent)).toEqual(whole);
});
