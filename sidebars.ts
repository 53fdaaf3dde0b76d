import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import { currentLanguage, idOf, kindOf, readCourse } from './src/plugins/course/read.ts';

/** The order of the course lives in `exercises/course.yaml` alone. */
const language = currentLanguage();
const sidebars: SidebarsConfig = {
  course: [
    ...readCourse(process.cwd()).modules.map((module) => ({
      type: 'category' as const, label: module.title[language], collapsible: false,
      items: module.items.map((item) => (kindOf(item) === 'lesson'
        ? { type: 'doc' as const, id: idOf(item) }
        : { type: 'link' as const, label: item.title[language], href: `/${kindOf(item) === 'lab' ? 'labs' : 'quizzes'}/${idOf(item)}/` })),
    })),
    { type: 'link', label: language === 'zh' ? '术语表' : 'Words', href: '/words/' },
  ],
};
export default sidebars;
