/** @k8s pkg/kubelet/util/env/env_util.go ParseEnv */
import { parseEnvFile } from './envFile.ts';

it.each<[name: string, text: string, key: string, value: string | undefined]>([
  ['a value in quotes', "A='one'\n", 'A', 'one'],
  ['nothing is expanded', "A='$HOME \\n'\n", 'A', '$HOME \\n'],
  ['several lines', "A='one\ntwo'\nB='x'\n", 'A', 'one\ntwo'],
  ['what comes after several lines', "A='one\ntwo'\nB='x'\n", 'B', 'x'],
  ['comments and blank lines', "\n  # A='no'\n\tA='yes' # really\n", 'A', 'yes'],
  ['a name that is not there', "A='one'\n", 'B', ''],
  ['a blank after the equals sign assigns nothing', "A= 'one'\n", 'A', ''],
  ['a blank before it is wrong', "A ='one'\n", 'A', undefined],
  ['no quotes', 'A=one\n', 'A', undefined],
  ['nothing at all', 'A=\n', 'A', undefined],
  ['other quotes', 'A="one"\n', 'A', undefined],
  ['no equals sign', 'export\n', 'A', undefined],
  ['no name', "='one'\n", 'A', undefined],
  ['more after the quote', "A='one'two\n", 'A', undefined],
  ['a quote that does not end', "A='one\n", 'A', undefined],
  ['mistakes behind the name that is sought do not matter', "A='one'\nB=two\n", 'A', 'one'],
])('%s', (_name, text, key, value) => {
  expect(parseEnvFile(text, key)).toEqual(value === undefined ? { ok: false } : { ok: true, value });
});
