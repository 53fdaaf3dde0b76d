/** Where a webhook is called. @k8s apiserver/pkg/util/webhook/validation.go */
import { dns1123SubdomainProblems } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';

type Service = { readonly name?: string; readonly namespace?: string; readonly path?: string; readonly port?: number };
type Client = { readonly url?: string; readonly service?: Service };

const FORM = '; desired format: https://host[/path]';
const URL = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/(?:([^@/?#]*)@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

export function validateWebhookUrl(path: string, url: string): FieldError[] {
  const control = /\p{Cc}/u.test(url) ? 'net/url: invalid control character in URL' : url.startsWith(':') ? 'missing protocol scheme' : undefined;
  if (control !== undefined) return [required(path, `url must be a valid URL: parse ${JSON.stringify(url)}: ${control}${FORM}`)];
  const [, scheme = '', user, host = '', , query = '', fragment = ''] = URL.exec(url) ?? [];
  return [
    ...(scheme === 'https' ? [] : [invalid(path, scheme, `'https' is the only allowed URL scheme${FORM}`)]),
    ...(host === '' ? [invalid(path, host, `host must be specified${FORM}`)] : []),
    ...(user === undefined ? [] : [invalid(path, user, 'user information is not permitted in the URL')]),
    ...(fragment === '' ? [] : [invalid(path, fragment, 'fragments are not permitted in the URL')]),
    ...(query === '' ? [] : [invalid(path, query, 'query parameters are not permitted in the URL')]),
  ];
}

export function validateWebhookService(path: string, { name = '', namespace = '', path: urlPath, port = 443 }: Service): FieldError[] {
  return [
    ...(name === '' ? [required(`${path}.name`)] : []),
    ...(namespace === '' ? [required(`${path}.namespace`)] : []),
    ...(port < 1 || port > 65535 ? [invalid(`${path}.port`, port, 'port is not valid: must be between 1 and 65535, inclusive')] : []),
    ...pathErrors(`${path}.path`, urlPath ?? ''),
  ];
}

function pathErrors(path: string, text: string): FieldError[] {
  if (text === '' || text === '/') return [];
  if (text === '//') return [invalid(path, text, 'segment[0] may not be empty')];
  const start = text.startsWith('/') ? [] : [invalid(path, text, "must start with a '/'")];
  const steps = text.slice(1).replace(/\/$/, '').split('/');
  return [...start, ...steps.flatMap((step, index) => (step === '' ? [invalid(path, text, `segment[${index}] may not be empty`)]
    : dns1123SubdomainProblems(step).map((problem) => invalid(path, text, `segment[${index}]: ${problem}`))))];
}

export function validateClientConfig(path: string, client: Client | undefined): FieldError[] {
  if ((client?.url === undefined) === (client?.service === undefined)) return [required(path, 'exactly one of url or service is required')];
  return client?.url === undefined ? validateWebhookService(`${path}.service`, client?.service ?? {}) : validateWebhookUrl(`${path}.url`, client.url);
}
