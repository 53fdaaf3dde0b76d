/** JSON values as the engine keeps them: immutable. An absent field and `undefined` mean the same. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };
