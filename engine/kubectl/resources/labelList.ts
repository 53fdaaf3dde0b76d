import { fail } from '../problems.ts';

/** `a=b,c=d` of --labels and --selector. @k8s kubectl/pkg/cmd/util ParseLabels */
export function parseLabelList(text: string): { readonly [key: string]: string } {
  if (text === '') return fail('no label spec passed');
  return Object.fromEntries(text.split(',').map((part) => {
    const pieces = part.split('=');
    if (pieces.length !== 2) fail(`unexpected label spec: ${part}`);
    if (pieces[0] === '') fail('unexpected empty label key');
    return [pieces[0] ?? '', pieces[1] ?? ''];
  }));
}
