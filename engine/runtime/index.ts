export type * from './types.ts';
export { IMAGES } from './images/index.ts';
export { imageConfig, tagged, type Account, type ImageModel } from './image.ts';
export { debianUserland } from './userland.ts';
export { fullName, parseReference, type ParsedReference, type Reference } from './reference.ts';
export { createProcessors, type Processors } from './processors.ts';
export { REGISTRY_ACCOUNT } from './accounts.ts';
export { createRegistry, type Registry, type RegistryImage, type RegistryTrouble } from './registry.ts';
export { createRuntime, type RuntimeSettings } from './runtime.ts';
