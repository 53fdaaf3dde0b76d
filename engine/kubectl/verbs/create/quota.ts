import { canonicalQuantity, parseQuantity, type Json } from '../../../base/index.ts';
import { fail } from '../../problems.ts';
import { generatorVerb } from './generator.ts';

/** @k8s kubectl/pkg/cmd/create/create_quota.go; golden kubectl/create-quota-limitrange */
function hardOf(text: string): { readonly [name: string]: string } | undefined {
  if (text === '') return undefined;
  return Object.fromEntries(text.split(',').map((statement) => {
    const [name = '', amount, ...more] = statement.split('=');
    if (amount === undefined || more.length > 0) return fail(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    const parsed = parseQuantity(amount);
    return parsed.ok ? [name, canonicalQuantity(amount)] as const : fail(parsed.error);
  }));
}

function scopesOf(text: string): readonly string[] | undefined {
  if (text === '') return undefined;
  const scopes = text.split(',');
  return scopes.includes('') ? fail('invalid resource quota scope ""') : scopes;
}

export const createQuota = generatorVerb({
  name: 'quota', aliases: ['resourcequota'], usage: 'quota NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2]', about: 'Create a quota',
  failure: 'failed to create quota: ',
  flags: [
    { name: 'hard', type: 'string', about: 'What may be used at most: resource=quantity, parted by commas' },
    { name: 'scopes', type: 'string', about: 'Scopes that must all match, parted by commas' },
  ],
  build({ flags }, name) {
    const [hard, scopes] = [hardOf(flags.text('hard')), scopesOf(flags.text('scopes'))];
    const spec: { [field: string]: Json } = { ...(hard === undefined ? {} : { hard }), ...(scopes === undefined ? {} : { scopes: [...scopes] }) };
    return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec, status: {} };
  },
});
