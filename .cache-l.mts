import { readFolder } from '/work/main/engine/cli/exercises.ts';
import { loadLab, printDiagnostic } from '/work/main/engine/grading/index.ts';
for (const s of ['lost-node', 'self-healing']) for (let i = 0; i < 3; i++) { const t = performance.now(); const l = loadLab(readFolder('exercises/labs/' + s)) as any; console.log(s, l.ok, (l.problems ?? l.warnings).map(printDiagnostic).join('\n'), (performance.now() - t).toFixed(1)); }
