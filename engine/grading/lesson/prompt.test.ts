import { ownPrompt } from './prompt.ts';

test.each([
  ['learner@peapod:~$ ', 'learner@peapod:~$ '],
  ['donelearner@peapod:~/shop$ ', 'learner@peapod:~/shop$ '],
  ['<h1>It works</h1>root@web-58c4c44954-ltjk9:/# ', 'root@web-58c4c44954-ltjk9:/# '],
  ['someone@else:~$ ', 'someone@else:~$ '],
  ['Name: ', 'Name: '],
])('%j ends in %j', (line, expected) => { expect(ownPrompt(line)).toBe(expected); });
