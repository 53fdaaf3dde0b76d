import { loadLab } from './engine/grading/lab/load.ts';
import { proveLab } from './engine/grading/lab/prove.ts';
import { printDiagnostic } from './engine/grading/diagnostic.ts';
import { labFolder } from './engine/cli/exercises.ts';
const l = loadLab(labFolder('exercises','self-healing')!);
if (!l.ok) console.log(l.problems.map(printDiagnostic).join('\n')); else for (const x of proveLab(l.lab, ['a','b']).lines) console.log(x.ok ? 'ok ' : 'NO ', x.claim, '|', x.found);
