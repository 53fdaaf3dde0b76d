/** See ../onDemand.ts. */
import { createPart } from '../onDemand.ts';
import type * as Code from './code.ts';

export const yamlPart = createPart<typeof Code>('yaml');
export const loadYaml: typeof Code.loadYaml = (...args) => yamlPart().loadYaml(...args);
export const parseOne: typeof Code.parseOne = (...args) => yamlPart().parseOne(...args);
export const splitDocuments: typeof Code.splitDocuments = (...args) => yamlPart().splitDocuments(...args);
export const yamlPositions: typeof Code.yamlPositions = (...args) => yamlPart().yamlPositions(...args);
