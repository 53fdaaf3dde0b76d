export { parseScript, type Script } from '@site/engine/grading/lesson/script.ts';
