/** How wide a text will be, near enough for a box around it: the reader's fonts are not known when the picture is laid out. */
const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/u;

/** CSS pixels of one line at a size; generous for Latin, exact for Han, which fill their square. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += WIDE.test(letter) ? size : size * (/[mwMW@%]/.test(letter) ? 0.86 : /[iljtfr.,:;'()| ]/.test(letter) ? 0.36 : 0.6);
  return Math.ceil(width);
}
