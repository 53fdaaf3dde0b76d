import type { QuickJSEmscriptenModule } from '@jitl/quickjs-ffi-types';

/** A QuickJS of its own, memory and all. `now`: what its Date shows, ms since 1970. */
export default function quickjs(settings: { readonly type: 'sync'; readonly now: () => number }): QuickJSEmscriptenModule;
