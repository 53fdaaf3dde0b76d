/** The picture of one lifecycle, in one language: boxes and lines with their places, in CSS pixels of an SVG. */
export type ChartBox = {
  /** `running.started`: what a live state is compared with. */
  readonly path: string;
  readonly name: string; readonly explain: string;
  readonly x: number; readonly y: number; readonly width: number; readonly height: number;
  /** Holds other boxes. */
  readonly holds: boolean;
  readonly initial: boolean; readonly final: boolean;
  /** Events that change nothing but a count or a note: they lead back to the same state. */
  readonly inner: readonly string[];
};
export type ChartLine = {
  readonly from: string; readonly to: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** One line of text for each event that leads this way. */
  readonly labels: readonly string[];
  readonly at: { readonly x: number; readonly y: number };
};
export type Chart = {
  readonly machine: string;
  readonly title: string; readonly explain: string;
  readonly width: number; readonly height: number;
  readonly boxes: readonly ChartBox[];
  readonly lines: readonly ChartLine[];
  readonly events: readonly { readonly name: string; readonly explain: string }[];
};
export type Charts = { readonly en: readonly Chart[]; readonly zh: readonly Chart[] };
