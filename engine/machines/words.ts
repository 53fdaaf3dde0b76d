/** Names and explanations of states and events, for charts and "why?". Kinds and fields stay English in both languages. */
export type Word = { readonly name: string; readonly explain: string };
export type Bilingual = { readonly en: Word; readonly zh: Word };
export type Words = {
  readonly title: Bilingual;
  /** By the state's path: `running.started`. */
  readonly states: { readonly [path: string]: Bilingual };
  readonly events: { readonly [type: string]: Bilingual };
};
export const word = (en: string, explainEn: string, zh: string, explainZh: string): Bilingual =>
  ({ en: { name: en, explain: explainEn }, zh: { name: zh, explain: explainZh } });
