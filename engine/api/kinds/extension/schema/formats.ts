/** String formats that schemas of custom resources know. @k8s kube-openapi/pkg/validation/strfmt/default.go, apiextensions-apiserver/pkg/apiserver/validation/formats.go */
import { dns1123LabelProblems, dns1123SubdomainProblems, parseCidr, parseDuration, parseIp } from '../../../../base/index.ts';
import { base64Error } from '../../../rules/base64.ts';
import type { Schema } from './schema.ts';

/** Compiled when first needed: classes of all letters take their time. */
function matches(make: () => RegExp): (text: string) => boolean {
  let pattern: RegExp | undefined;
  return (text) => (pattern ??= make()).test(text);
}
const HEX = '[0-9a-f]';
const uuid = (version: string, variant: string) => matches(() => new RegExp(`^${HEX}{8}-?${HEX}{4}-?${version}-?${variant}-?${HEX}{12}$`, 'i'));
const hasHostForm = matches(() => /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u);
const isHostname = (text: string): boolean => text.length <= 255 && hasHostForm(text) && text.split('.').every((part) => part.length <= 63);
const isEmail = matches(() => /^(?:[^<>@"]*<)?[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+>?$/);
/** Go's url.ParseRequestURI: absolute, or an absolute path. */
const isRequestUri = matches(() => /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|\/)[^\s\p{Cc}]*$/u);
const isMac = matches(() => /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4,18}[0-9a-f]{2}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2,9})$/i);
const CREDIT_CARD = /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;
const isRgb = matches(() => /^rgb\(\s*(?:(?:0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*,\s*){2}(?:0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*\)$/);
const SCALA_DURATION = /(\d+)\s*([A-Za-zµ]+)/g;
const UNITS = /^(?:ns|us|µs|ms|s|m|h|d|w|hr|wk|min|sec|nano|micro|milli|hour|day|week)/i;

/** A date that the calendar has. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:[Zz]|[+-]\d\d:?\d\d)?$/;
const isDateTime = (text: string): boolean => DATE_TIME.test(text) && isDate(text.slice(0, 10)) && Number(text.slice(11, 13)) < 24 && Number(text.slice(14, 16)) < 60 && Number(text.slice(17, 19)) < 60;

function isDuration(text: string): boolean {
  if (parseDuration(text) !== undefined) return true;
  return [...text.matchAll(SCALA_DURATION)].some(([, , unit = '']) => UNITS.test(unit));
}
function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^(?:\d{9}X|\d{10})$/.test(digits)) return false;
  return Array.from(digits).reduce((sum, digit, index) => sum + (index + 1) * (digit === 'X' ? 10 : Number(digit)), 0) % 11 === 0;
}
function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  return /^\d{13}$/.test(digits) && Array.from(digits).reduce((sum, digit, index) => sum + (index % 2 === 0 ? 1 : 3) * Number(digit), 0) % 10 === 0;
}
function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '');
  if (!CREDIT_CARD.test(digits)) return false;
  const sum = Array.from(digits).reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** By name without dashes, as go-openapi normalises them. */
const FORMATS: { readonly [format: string]: (text: string) => boolean } = {
  bsonobjectid: matches(() => /^[0-9a-f]{24}$/i), uri: isRequestUri, email: isEmail, hostname: isHostname,
  ipv4: (text) => parseIp(text)?.version === 4, ipv6: (text) => parseIp(text)?.version === 6, cidr: (text) => parseCidr(text) !== undefined,
  mac: isMac, uuid: uuid(`${HEX}{4}`, `${HEX}{4}`), uuid3: uuid(`3${HEX}{3}`, `${HEX}{4}`),
  uuid4: uuid(`4${HEX}{3}`, `[89ab]${HEX}{3}`), uuid5: uuid(`5${HEX}{3}`, `[89ab]${HEX}{3}`),
  isbn: (text) => isIsbn10(text) || isIsbn13(text), isbn10: isIsbn10, isbn13: isIsbn13, creditcard: isCreditCard,
  ssn: matches(() => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/), hexcolor: matches(() => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/), rgbcolor: isRgb,
  byte: (text) => text !== '' && base64Error(text) === undefined, password: () => true, date: isDate, duration: isDuration, datetime: isDateTime,
  k8sshortname: (text) => dns1123LabelProblems(text).length === 0, k8slongname: (text) => dns1123SubdomainProblems(text).length === 0,
};
const normal = (format: string): string => format.replace(/-/g, '');
const isKnown = (format: string): boolean => Object.hasOwn(FORMATS, normal(format));

/** True if text fits, or if nobody knows the format. */
export const fitsFormat = (format: string, text: string): boolean => !isKnown(format) || FORMATS[normal(format)]?.(text) === true;

/** The format that counts for the schema's type; '' for one that is not known there. */
export function effectiveFormat(schema: Schema): string {
  const { format = '', type = '' } = schema;
  switch (schema['x-kubernetes-int-or-string'] === true ? '' : type) {
    case '': case 'string': return isKnown(format) ? format : '';
    case 'integer': return format === 'int32' || format === 'int64' ? format : '';
    case 'number': return format === 'float' || format === 'double' ? format : '';
    default: return '';
  }
}
