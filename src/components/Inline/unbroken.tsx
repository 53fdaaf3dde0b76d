/** Commands break at spaces: browsers would also break after a dash, and `--` at a line's end is no flag. */
import React from 'react';
import type { ReactNode } from 'react';

/** Longer words would be wider than a phone. */
const LONGEST = 30;

export function unbroken(text: string): ReactNode {
  if (!/\S-|-\S/.test(text)) return text;
  return text.split(/(\s+)/).map((word, index) => (word.includes('-') && word.length <= LONGEST ? <span key={index} className="unbroken">{word}</span> : word));
}
