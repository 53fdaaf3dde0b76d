/** What authors start from on the preview page: the files of the course's own labs and quizzes, and what `npx peapod new` writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Files, Sources } from '../../components/PreviewPage/types.ts';

function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]));
}

export function readSources(siteDir: string): Sources {
  const [labs, quizzes, templates] = ['exercises/labs', 'exercises/quizzes', 'engine/cli/templates'].map((path) => join(siteDir, path)) as [string, string, string]; // three names give three paths
  return {
    labs: Object.fromEntries(readdirSync(labs, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => [name, filesIn(join(labs, name))])),
    quizzes: Object.fromEntries(readdirSync(quizzes).filter((name) => name.endsWith('.yaml')).sort().map((name) => [basename(name, '.yaml'), { [name]: readFileSync(join(quizzes, name), 'utf8') }])),
    templates: { lab: filesIn(join(templates, 'lab')), quiz: readFileSync(join(templates, 'quiz/quiz.yaml'), 'utf8') },
  };
}
