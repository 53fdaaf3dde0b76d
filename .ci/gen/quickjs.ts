/**
 * QuickJS, a JavaScript engine in WebAssembly, as the simulator needs it: made at once (the package's own start is asynchronous, and a
 * session is not), with the time that it is told, in UTC everywhere, and without a file system.
 */
import { readFileSync } from 'node:fs';

const PACKAGE = 'node_modules/@jitl/quickjs-singlefile-cjs-release-sync';

const HEAD = `/* Written by \`npm run gen\` from @jitl/quickjs-singlefile-cjs-release-sync: see .ci/gen/quickjs.ts. Do not edit. */
`;
/** Local time would be the reader's: here it is UTC. `c` is what the module is given. */
const UTC = `class Date extends globalThis.Date{constructor(...a){if(a.length===0)super(c.now());else super(...a)}static now(){return c.now()}getTimezoneOffset(){return 0}${
  ['Seconds', 'Minutes', 'Hours', 'Date', 'Month', 'FullYear', 'Day'].map((part) => `get${part}(){return this.getUTC${part}()}`).join('')}}`;

/** [what stands in the package, what takes its place]: each exactly once, or the package has changed. */
const CHANGES: readonly (readonly [from: string | RegExp, to: string])[] = [
  ['var QuickJSRaw=(()=>{', 'let compiled;\nconst QuickJSRaw=(()=>{'],
  ['var _scriptName=globalThis.document?.currentScript?.src;', 'var _scriptName="";'],
  ['return async function(moduleArg={}){var moduleRtn;var c=moduleArg,', `return function(moduleArg){var moduleRtn;var c=moduleArg;${UTC}var `],
  [/ba=globalThis\.process\?\.versions\?\.node&&"renderer"!=globalThis\.process\?\.type;/, 'ba=!1;'],
  ['"undefined"!=typeof __filename?_scriptName=__filename:n&&(_scriptName=self.location.href);', ''],
  [/if\(ba\)\{var fs=require\("node:fs"\);.*?\}\}else if\(aa\|\|n\)try\{new URL\("\.",_scriptName\)\}catch\{\}/, ''],
  [/async function da\(b\)\{return b\}\nasync function ea\(b\)\{.*?\}async function fa\(b\)\{return ea\(b\)\}/, ''],
  ['LANG:(globalThis.navigator?.language??"C").replace("-","_")+".UTF-8"', 'LANG:"C.UTF-8"'],
  ['Z=await (async function(){', 'Z=(function(){'],
  [/if\(c\.instantiateWasm\)return new Promise\(.*?\)\}\);\n/, ''],
  ['J??=ca(', 'compiled??=new WebAssembly.Module(ca('],
  ["');return b((await fa(d)).instance)}());", "'));return b(new WebAssembly.Instance(compiled,d))}());"],
  [/if\(typeof exports==="object"&&typeof module==="object"\).*\n*$/, 'export default QuickJSRaw;\n'],
];

export function quickjs(): { readonly [file: string]: string } {
  const licence = readFileSync(`${PACKAGE}/LICENSE`, 'utf8').trim();
  let text = readFileSync(`${PACKAGE}/dist/emscripten-module.cjs`, 'utf8');
  for (const [from, to] of CHANGES) {
    const parts = text.split(from);
    if (parts.length !== 2) throw new Error(`${PACKAGE} has changed: ${String(from)} stands there ${parts.length - 1} times`);
    text = `${parts[0]}${to}${parts[1]}`;
  }
  return { 'engine/learner/quickjs.data.js': `${HEAD}/*\n${licence}\n*/\n${text}` };
}
