/** `openssl` as far as keys, requests and certificates need it. */
import type { Task } from '../../../time/index.ts';
import { FileError } from '../../files/errors.ts';
import type { Command, CommandContext } from '../../types.ts';
import { ec, ecparam, genpkey, genrsa, pkey, rsa } from './keys.ts';
import { Trouble } from './program.ts';
import { req } from './req.ts';
import { base64, dgst, digestCommand, rand, sClient, verify, version } from './small.ts';
import { x509 } from './x509.ts';

type Subcommand = (context: CommandContext, words: readonly string[]) => Task<number>;

const SUBCOMMANDS: { readonly [name: string]: Subcommand } = {
  base64, dgst: dgst(), ec, ecparam, enc: base64, genpkey, genrsa, pkey, rand, req, rsa, s_client: sClient, verify, version, x509,
};
/** Real subcommands that nothing here needs. */
const OTHERS = 'asn1parse ca ciphers cmp cms crl crl2pkcs7 dhparam dsa dsaparam engine errstr fipsinstall gendsa help info kdf list mac nseq ocsp passwd pkcs12 pkcs7 pkcs8 pkeyparam pkeyutl prime rehash rsautl '
  + 's_server s_time sess_id smime speed spkac srp storeutl ts';

export const openssl: Command = function* (context) {
  const [name, ...words] = context.args;
  const run = name === undefined ? undefined : Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : digestCommand(name);
  if (run === undefined) {
    const known = name !== undefined && OTHERS.split(' ').includes(name);
    context.stderr.write(known ? `openssl ${name} is not part of this simulation; there are: ${Object.keys(SUBCOMMANDS).join(', ')}\n` : `Invalid command '${name ?? ''}'; type "help" for a list.\n`);
    return 1;
  }
  try {
    return yield* run(context, words);
  } catch (error) {
    if (error instanceof Trouble) { context.stderr.write(error.message); return error.code; }
    if (error instanceof FileError) { context.stderr.write(`Can't open "${error.path}" for writing, ${error.reason}\n`); return 1; }
    throw error;
  }
};
