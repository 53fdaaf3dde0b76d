import { rowsOf } from './rows.ts';

test('one row a stage: the worst verdict, who said something, who let it pass', () => {
  expect(rowsOf([
    { stage: 'authentication', verdict: 'passed', detail: 'jane' },
    { stage: 'mutating admission', plugin: 'A', verdict: 'passed', detail: '' }, { stage: 'mutating admission', plugin: 'B', verdict: 'changed', detail: 'spec.x' },
    { stage: 'validation', verdict: 'refused', detail: 'no' },
  ]).map(({ stage, verdict, told, silent }) => `${stage} ${verdict} ${told.map(({ detail }) => detail).join()} [${silent.join()}]`))
    .toEqual(['authentication passed jane []', 'mutating admission changed spec.x [A]', 'validation refused no []']);
});
