/** What the course plugin writes while the site is built. */
declare module '@generated/course/default/manifests.json' {
  const manifests: { readonly [name: string]: string };
  export default manifests;
}
declare module '@generated/course/default/words.json' {
  import type { Word } from '@site/src/plugins/course/read.ts';

  const words: readonly Word[];
  export default words;
}
declare module '@generated/course/default/sentences.json' {
  import type { Sentences } from '@site/src/worker/sentences.ts';

  const sentences: Sentences;
  export default sentences;
}
declare module '@generated/course/default/help.json' {
  import type { PageHelp } from '@site/src/plugins/course/help.ts';

  const help: readonly PageHelp[];
  export default help;
}
declare module '@generated/course/default/plugins.json' {
  const plugins: readonly { readonly name: string; readonly meaning: string }[];
  export default plugins;
}
declare module '@generated/course/default/machines.json' {
  import type { Chart } from '@site/src/plugins/course/charts/types.ts';

  const charts: readonly Chart[];
  export default charts;
}
/** Quizzes by slug, each in a script of its own. */
declare module '@generated/course/default/sheets.js' {
  import type { QuizSheet } from '@site/src/plugins/course/types.ts';

  export const sheets: { readonly [slug: string]: () => Promise<{ readonly default: QuizSheet }> };
}
