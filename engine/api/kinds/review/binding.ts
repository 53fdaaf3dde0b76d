import type { Binding } from '../../schema/types.ts';
import { review } from './review.ts';

export const binding = review<Binding>({ group: '', kind: 'Binding', plural: 'bindings', definition: 'core.v1.Binding', namespaced: true });
