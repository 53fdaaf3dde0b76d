import { readFileSync } from 'node:fs';
import { loadQuiz } from './engine/grading/quiz/load.ts';
import { proveQuiz } from './engine/grading/quiz/prove.ts';
import { printDiagnostic } from './engine/grading/diagnostic.ts';
const q = loadQuiz('exercises/quizzes/first-cluster.yaml', readFileSync('exercises/quizzes/first-cluster.yaml','utf8'), (n) => { try { return readFileSync('exercises/manifests/'+n,'utf8'); } catch { return undefined; } });
if (!q.ok) console.log(q.problems.map(printDiagnostic).join('\n')); else { const p = proveQuiz(q.quiz, ['a','b']); console.log(p.ok ? p.questions : p.problems.map(printDiagnostic).join('\n')); }
