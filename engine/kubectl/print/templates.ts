/** `-o go-template=…`. @k8s cli-runtime/pkg/printers/template.go */
import { goPrint, goQuote, parseGoTemplate } from '../../base/index.ts';
import { goJson } from '../objects.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { templateText } from './templateText.ts';
import type { Printer } from './types.ts';

export function templatePrinter(context: KubectlContext, format: string, argument: string): Printer {
  const text = templateText(context, format === 'templatefile' ? 'go-template-file' : format, argument, 'template');
  const parsed = parseGoTemplate(text, { missingKeyIsError: !context.flags.on('allow-missing-template-keys') });
  if (!parsed.ok) return fail(`error parsing template ${text}, ${parsed.error}`);
  return (object) => {
    const printed = parsed.template.execute(object);
    if (printed.ok) return printed.text;
    // The details go to stdout after what was printed so far.
    context.out(`${printed.text}Error executing template: ${printed.error}. Printing more information for debugging the template:\n`
      + `\ttemplate was:\n\t\t${text}\n\traw data was:\n\t\t${goJson(object)}\n\tobject given to template engine was:\n\t\t${goPrint(object)}\n\n`);
    return fail(`error executing template ${goQuote(text)}: ${printed.error}`);
  };
}
