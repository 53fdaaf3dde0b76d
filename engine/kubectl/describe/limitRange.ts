import type { LimitRange } from '../../api/index.ts';
import { canonicalQuantity } from '../../base/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { createLines, type Lines } from './writer.ts';

const HEAD = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio';
const RULE = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------';

function addItems(lines: Lines, { spec }: LimitRange, indent: string): void {
  for (const { type, max, min, default: limit, defaultRequest, maxLimitRequestRatio } of spec?.limits ?? []) {
    const columns = [min, max, defaultRequest, limit, maxLimitRequestRatio];
    const names = new Set(columns.flatMap((amounts) => Object.keys(amounts ?? {})));
    for (const name of [...names].sort()) {
      lines.add(0, [`${indent}${type}`, name, ...columns.map((amounts) => (amounts?.[name] === undefined ? '-' : canonicalQuantity(amounts[name])))].join('\t'));
    }
  }
}

/** @k8s kubectl/pkg/describe describeLimitRange; golden controllers/limitrange-defaults */
export const describeLimitRange: Describer = (object) => {
  const range = object as unknown as LimitRange;
  const lines = createLines();
  lines.add(0, `Name:\t${range.metadata?.name}`);
  lines.add(0, `Namespace:\t${range.metadata?.namespace}`);
  lines.add(0, HEAD);
  lines.add(0, RULE);
  addItems(lines, range, '');
  return lines.toString();
};

/** The block of a namespace. @k8s kubectl/pkg/describe DescribeLimitRanges */
export function addLimitRanges(lines: Lines, context: DescribeContext, namespace: string): void {
  const ranges = listOf<LimitRange>(context, `/api/v1/namespaces/${namespace}/limitranges?limit=500`);
  if (ranges.length === 0) { lines.add(0, 'No LimitRange resource.'); return; }
  lines.add(0, 'Resource Limits');
  lines.add(0, ` ${HEAD}`);
  lines.add(0, ` ${RULE}`);
  for (const range of ranges) addItems(lines, range, ' ');
}
