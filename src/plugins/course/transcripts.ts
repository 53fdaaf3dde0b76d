export { transcriptsOf } from '../../../engine/grading/lesson/transcripts.ts';
