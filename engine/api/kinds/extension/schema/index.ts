export { correlatedItem } from './correlate.ts';
export { hasDefaults, withDefaults } from './defaulting.ts';
export { validateEmbedded } from './embedded.ts';
export { fieldPathIn } from './fieldPath.ts';
export { objectSchemaOf } from './fieldSchema.ts';
export { fitsFormat } from './formats.ts';
export { validateListTypes } from './listTypes.ts';
export { dropNulls, prune } from './prune.ts';
export {
  additionalOf, childPath, isEmbedded, isIntOrString, itemsOf, keysOf, preserves, propertiesOf, propertyOf, valuesOf, type Schema,
} from './schema.ts';
export { validateValue } from './validateValue.ts';
