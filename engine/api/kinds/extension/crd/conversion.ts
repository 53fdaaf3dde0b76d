/** Conversion between versions: stored and validated; only None converts here. @k8s apiextensions-apiserver validation.go validateCustomResourceConversion */
import { dns1035LabelProblems } from '../../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import type { CustomResourceConversion } from '../../../schema/types.ts';
import { validateWebhookService, validateWebhookUrl } from '../../admission/webhookClient.ts';

const ACCEPTED = ['v1', 'v1beta1'];

export function validateConversion(conversion: CustomResourceConversion | undefined, preserves: boolean): FieldError[] {
  if (conversion === undefined) return [];
  const path = 'spec.conversion';
  const given: Partial<CustomResourceConversion> = conversion;
  const { strategy = '', webhook } = given;
  const errors: FieldError[] = [];
  if (strategy !== 'None' && preserves) errors.push(invalid(`${path}.strategy`, strategy, 'must be None if spec.preserveUnknownFields is true'));
  if (strategy === '') errors.push(required(`${path}.strategy`));
  else if (strategy !== 'None' && strategy !== 'Webhook') errors.push(notSupported(`${path}.strategy`, strategy, ['None', 'Webhook']));
  const [client, reviews] = [webhook?.clientConfig, webhook?.conversionReviewVersions ?? []];
  if (strategy !== 'Webhook') {
    if (client !== undefined) errors.push(forbidden(`${path}.webhookClientConfig`, 'should not be set when strategy is not set to Webhook'));
    if (reviews.length > 0) errors.push(forbidden(`${path}.conversionReviewVersions`, 'should not be set when strategy is not set to Webhook'));
    return errors;
  }
  const at = `${path}.webhookClientConfig`;
  if (client === undefined) errors.push(required(at, 'required when strategy is set to Webhook'));
  else if ((client.url === undefined) === (client.service === undefined)) errors.push(required(at, 'exactly one of url or service is required'));
  else if (client.url !== undefined) errors.push(...validateWebhookUrl(`${at}.url`, client.url));
  else if (client.service !== undefined) errors.push(...validateWebhookService(`${at}.service`, client.service));
  return [...errors, ...validateReviewVersions(reviews, `${path}.conversionReviewVersions`)];
}

/** Versions of a review that a webhook speaks, one of which must be known. */
export function validateReviewVersions(versions: readonly string[], path: string): FieldError[] {
  if (versions.length === 0) return [required(path)];
  const errors = versions.flatMap((version, index) => (versions.indexOf(version) < index ? [invalid(`${path}[${index}]`, version, 'duplicate version')]
    : dns1035LabelProblems(version).map((text) => invalid(`${path}[${index}]`, version, text))));
  return versions.some((version) => ACCEPTED.includes(version)) ? errors
    : [...errors, invalid(path, versions, `must include at least one of ${ACCEPTED.join(', ')}`)];
}
