import { act, renderHook } from '@testing-library/react';
import { useDraft } from './useDraft.ts';

const draft = (name: string): ReturnType<typeof renderHook<readonly [string, (text: string) => void], unknown>> => renderHook(() => useDraft(name, 'kind: Pod\n'));

test('what was changed is there on the twin page; what is as it was is not kept', () => {
  const { result, unmount } = draft('lesson/a/pod.yaml');
  act(() => result.current[1]('kind: Job\n'));
  unmount();
  const again = draft('lesson/a/pod.yaml');
  expect(again.result.current[0]).toBe('kind: Job\n');
  expect(draft('lesson/b/pod.yaml').result.current[0]).toBe('kind: Pod\n');
  act(() => again.result.current[1]('kind: Pod\n'));
  expect(sessionStorage.length).toBe(0);
});
