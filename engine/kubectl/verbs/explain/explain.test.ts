import { hashJson } from '../../../store/index.ts';
import { createWorld } from '../../testing/world.ts';
import { wrap } from './wrap.ts';
import recorded from '../../testdata/explain.json';

const world = createWorld({}, {}, { metricsServer: true, documentation: (definition, field) => `About ${definition} ${field}.` });

/** Fields, types, required marks and values in their order, without descriptions. */
const structure = (text: string): string[] => text.split('\n').filter((line) => /\t</.test(line) || /^\s*enum:|^(?:GROUP|KIND|VERSION)|^error/.test(line));

test.each(Object.entries(recorded))('explain %s has the recorded fields', (words, hash) => {
  const { out, err } = world.run(`kubectl explain ${words}`);
  expect(hashJson(structure(out + err))).toBe(hash);
});

test('descriptions come from the server', () => expect(world.run('kubectl explain pod.spec.nodeName').out)
  .toBe('KIND:       Pod\nVERSION:    v1\n\nFIELD: nodeName <string>\n\n\nDESCRIPTION:\n    About core.v1.PodSpec nodeName.\n    \n\n'));

test.each([
  ['aaa bbb ccc', 7, 'aaa bbb\nccc'], ['a verylongword b', 5, 'a\nverylongword\nb'], ['a\n\n  b c', 5, 'a\n\n  b c'], ['one  two', 8, 'one  two'], ['one  two', 7, 'one\ntwo'],
])('%j wrapped at %s', (text, width, wrapped) => expect(wrap(text, width)).toBe(wrapped));
