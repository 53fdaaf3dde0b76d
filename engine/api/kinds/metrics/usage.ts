import { addQuantity, formatQuantity, quantityOf, zeroQuantity } from '../../../base/index.ts';
import type { ContainerMetrics } from '../../schema/types.ts';

/** What all containers of a pod use of one resource. */
export const totalOf = (containers: readonly ContainerMetrics[], name: string): string =>
  formatQuantity(containers.reduce((sum, { usage }) => addQuantity(sum, quantityOf(usage[name])), zeroQuantity));

/** A Go duration is text on the wire; the generated type does not know that. */
export const windowText = (window: unknown): string => (typeof window === 'string' ? window : '');
