import { parseLabelSelector, type JsonObject } from '../../../base/index.ts';
import { fail } from '../../problems.ts';
import { generatorVerb } from './generator.ts';

/** @k8s apimachinery/pkg/apis/meta/v1/helpers.go ParseToLabelSelector */
function selectorOf(text: string): JsonObject {
  const parsed = parseLabelSelector(text);
  if (!parsed.ok) return fail(`couldn't parse the selector string ${JSON.stringify(text)}: ${parsed.error}`);
  const labels: [string, string][] = [];
  const expressions: JsonObject[] = [];
  for (const { key, operator, values } of parsed.requirements) {
    switch (operator) {
      case '=': case '==': labels.push([key, values[0] ?? '']); break;
      case 'In': case 'NotIn': expressions.push({ key, operator, values: [...values].sort() }); break;
      case 'Exists': case 'DoesNotExist': expressions.push({ key, operator }); break;
      case 'Gt': case 'Lt': fail(`${JSON.stringify(operator.toLowerCase())} isn't supported in label selectors`); break;
      default: fail(`${JSON.stringify(operator)} is not a valid label selector operator`);
    }
  }
  return {
    ...(labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels.sort(([a], [b]) => (a < b ? -1 : 1))) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

const amountOf = (text: string): string | number => (text.endsWith('%') ? text : Number(text));

/** @k8s kubectl/pkg/cmd/create/create_pdb.go */
export const createPodDisruptionBudget = generatorVerb({
  name: 'poddisruptionbudget', aliases: ['pdb'], usage: 'poddisruptionbudget NAME --selector=SELECTOR --min-available=N', about: 'Create a disruption budget',
  failure: 'failed to create poddisruptionbudgets: ',
  flags: [
    { name: 'min-available', type: 'string', about: 'So many pods, or so large a share, must stay available' },
    { name: 'max-unavailable', type: 'string', about: 'So many pods, or so large a share, may be unavailable' },
    { name: 'selector', type: 'string', about: 'Labels of the pods' },
  ],
  build({ flags }, name) {
    const [selector, least, most] = [flags.text('selector'), flags.text('min-available'), flags.text('max-unavailable')];
    if (selector === '') fail('a selector must be specified');
    if (most === '' && least === '') fail('one of min-available or max-unavailable must be specified');
    if (most !== '' && least !== '') fail('min-available and max-unavailable cannot be both specified');
    if (least !== '' && !/^[0-9]+%?$/.test(least)) fail('invalid format specified for min-available');
    if (most !== '' && !/^[0-9]+%?$/.test(most)) fail('invalid format specified for max-unavailable');
    return {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
      spec: { ...(least === '' ? { maxUnavailable: amountOf(most) } : { minAvailable: amountOf(least) }), selector: selectorOf(selector) },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
  },
});
