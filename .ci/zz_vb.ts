// @ts-nocheck
import { readFileSync } from 'node:fs';
import { serveForRealTools } from '../engine/serve/testing/realTools.ts';
const d='engine/cli/testing/';
const files={ 'every.yaml': readFileSync(d+'everyKind.yaml','utf8'), 'custom.yaml': readFileSync(d+'custom.yaml','utf8'), 'more.yaml': readFileSync('/tmp/vb/more.yaml','utf8'), 'setup.sh': '' };
const setup=readFileSync('/tmp/vb/setup.txt','utf8').split('\n').filter(x=>x.trim());
const lines=readFileSync('/tmp/vb/cmds.txt','utf8').split('\n').filter(x=>x.trim());
let comp, cl;
const t=await serveForRealTools({speed:0,seed:'every kind',files,prepare(c){cl=c;comp=c.createComputer({files}); for (const l of ['kubectl apply -f every.yaml','kubectl wait --for=condition=Established crd/peas.garden.example.com','kubectl apply -f custom.yaml',...setup]) { const o=c.runCommand(comp,l); if(o.code!==0&&!l.startsWith('kubectl apply -f every')) console.log('SETUP',l,o.code,o.stdout.slice(-300),o.stderr.slice(-600)); } c.clock.advance(100000);}});
let same=0;
for (const line of lines) { const fix=(x)=>x.replace(/\b(\d+[dhms])+\b/g,'AGE').replace(/ +/g,' ').replace(/-{3,}/g,'---'); const r0=await t.run(line); const r={out:fix(r0.out),err:fix(r0.err),code:r0.code}; const o1=cl.runCommand(comp,line); const o={stdout:fix(o1.stdout),stderr:fix(o1.stderr),code:o1.code};  if (r.out===o.stdout&&r.err===o.stderr&&r.code===o.code) {same++; if(process.env.V) console.log('SAME',line,'\n'+r.out+r.err);} else { const a=(r.out+'--err--\n'+r.err).split('\n'), b=(o.stdout+'--err--\n'+o.stderr).split('\n'); console.log('DIFF',line,r.code,o.code); let i=0; const n=Math.max(a.length,b.length); let shown=0; for(;i<n&&shown<12;i++) if(a[i]!==b[i]) {console.log('  real|'+a[i]); console.log('  ours|'+b[i]); shown++;} } }
console.log('same',same,'of',lines.length);
await t.close(); process.exit(0);
