/** `/openapi/v2` in the form that kubectl asks for: gnostic's protobuf. @k8s github.com/google/gnostic-models/openapiv2/OpenAPIv2.proto */
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';
import { bytesField, doubleField, numberField } from './writer.ts';

export const OPENAPI_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
/** What clients write in Accept, in either spelling. */
export const asksForOpenApi = (accept: string): boolean => /application\/com\.github\.proto-openapi\.spec\.v2(?:@|\.)v1\.0\+protobuf/.test(accept);

/** How a field is written: text, number, boolean, any JSON as YAML, each of a list, or a message. */
type Kind = 'text' | 'texts' | 'int' | 'double' | 'bool' | 'any' | 'anys' | Message | { readonly each: Message } | Writer;
type Writer = (number: number, value: Json) => Buffer;
/** `''` is the number of the extensions, `x-…`; `*` that of a choice which takes the whole value. */
type Message = () => { readonly [field: string]: readonly [number: number, kind: Kind] };

const EXTENSION = '';

const info: Message = () => ({ title: [1, 'text'], version: [2, 'text'], description: [3, 'text'] });
const document: Message = () => ({
  swagger: [1, 'text'], info: [2, info], paths: [8, (number, value) => bytesField(number, namedEntries(2, value, pathItem))],
  definitions: [9, named(schema)], security: [12, eachNamed('texts')], securityDefinitions: [13, named(securityItem)],
});
const pathItem: Message = () => ({
  get: [2, operation], put: [3, operation], post: [4, operation], delete: [5, operation], options: [6, operation], head: [7, operation], patch: [8, operation],
  parameters: [9, parameters], [EXTENSION]: [10, 'any'],
});
const operation: Message = () => ({
  tags: [1, 'texts'], description: [3, 'text'], operationId: [5, 'text'], produces: [6, 'texts'], consumes: [7, 'texts'], parameters: [8, parameters],
  responses: [9, (number, value) => bytesField(number, namedEntries(1, value, responseValue))], schemes: [10, 'texts'], [EXTENSION]: [13, 'any'],
});
/** A response, or a reference to one, which nobody uses. */
const responseValue: Message = () => ({ '*': [1, response] });
const response: Message = () => ({ description: [1, 'text'], schema: [2, (number, value) => bytesField(number, messageField(1, schema, value))] });
const schema: Message = () => ({
  $ref: [1, 'text'], format: [2, 'text'], title: [3, 'text'], description: [4, 'text'], default: [5, 'any'], maximum: [7, 'double'], minimum: [9, 'double'],
  maxLength: [11, 'int'], minLength: [12, 'int'], pattern: [13, 'text'], maxItems: [14, 'int'], minItems: [15, 'int'], uniqueItems: [16, 'bool'], required: [19, 'texts'], enum: [20, 'anys'],
  additionalProperties: [21, (number, value) => bytesField(number, typeof value === 'boolean' ? numberField(2, Number(value)) : messageField(1, schema, value))],
  type: [22, (number, value) => bytesField(number, Buffer.concat((isList(value) ? value : [value]).map((each) => bytesField(1, String(each)))))],
  items: [23, (number, value) => bytesField(number, messageField(1, schema, value))], allOf: [24, { each: schema }], properties: [25, named(schema)], [EXTENSION]: [31, 'any'],
});
const apiKey: Message = () => ({ type: [1, 'text'], name: [2, 'text'], in: [3, 'text'], description: [4, 'text'] });
/** Of the ways to say who one is only the second, a key, is used. */
const securityItem: Message = () => ({ '*': [2, apiKey] });
const bodyParameter: Message = () => ({ description: [1, 'text'], name: [2, 'text'], in: [3, 'text'], required: [4, 'bool'], schema: [5, schema] });
const queryParameter: Message = () => ({ required: [1, 'bool'], in: [2, 'text'], description: [3, 'text'], name: [4, 'text'], type: [6, 'text'], uniqueItems: [20, 'bool'] });
const pathParameter: Message = () => ({ required: [1, 'bool'], in: [2, 'text'], description: [3, 'text'], name: [4, 'text'], type: [5, 'text'], uniqueItems: [19, 'bool'] });

/** A parameter stands in a choice of a choice. */
const parameters: Writer = (number, value) => Buffer.concat((isList(value) ? value : []).filter(isObject).map((each) => {
  if (each['$ref'] !== undefined) return bytesField(number, bytesField(2, bytesField(1, String(each['$ref']))));
  const place = each['in'];
  const parameter = place === 'body' ? messageField(1, bodyParameter, each)
    : bytesField(2, place === 'path' ? messageField(4, pathParameter, each) : messageField(3, queryParameter, each));
  return bytesField(number, bytesField(1, parameter));
}));

const named = (of: Message): Writer => (number, value) => bytesField(number, namedEntries(1, value, of));
const namedEntries = (number: number, value: Json, of: Message): Buffer =>
  Buffer.concat(Object.entries(isObject(value) ? value : {}).filter(([, each]) => each !== undefined)
    .map(([name, each]) => bytesField(number, Buffer.concat([bytesField(1, name), messageField(2, of, each ?? null)]))));
/** A list of maps from names to lists of texts. */
const eachNamed = (kind: 'texts'): Writer => (number, value) => Buffer.concat((isList(value) ? value : []).filter(isObject).map((each) => bytesField(number,
  Buffer.concat(Object.entries(each).map(([name, texts]) => bytesField(1, Buffer.concat([bytesField(1, name), bytesField(2, fieldBytes(1, kind, texts ?? null))])))))));

const messageField = (number: number, of: Message, value: Json): Buffer => bytesField(number, messageBytes(of, isObject(value) ? value : {}));
const anyBytes = (value: Json): Buffer => bytesField(2, `${JSON.stringify(value)}\n`);

function fieldBytes(number: number, kind: Kind, value: Json): Buffer {
  switch (kind) {
    case 'text': return bytesField(number, String(value));
    case 'texts': return Buffer.concat((isList(value) ? value : []).map((each) => bytesField(number, String(each))));
    case 'int': return numberField(number, Number(value));
    case 'double': return doubleField(number, Number(value));
    case 'bool': return numberField(number, value === true ? 1 : 0);
    case 'any': return bytesField(number, anyBytes(value));
    case 'anys': return Buffer.concat((isList(value) ? value : []).map((each) => bytesField(number, anyBytes(each))));
    default:
      if (typeof kind === 'object') return Buffer.concat((isList(value) ? value : []).map((each) => messageField(number, kind.each, each)));
      return kind.length === 0 ? messageField(number, kind as Message, value) : (kind as Writer)(number, value); // a message takes nothing, a writer two things
  }
}

function messageBytes(of: Message, value: JsonObject): Buffer {
  const fields = of();
  const parts: Buffer[] = [];
  if (fields['*'] !== undefined) return fieldBytes(...fields['*'], value);
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    const field = fields[key];
    if (field !== undefined) parts.push(fieldBytes(...field, each));
    else if (key.startsWith('x-') && fields[EXTENSION] !== undefined) parts.push(bytesField(fields[EXTENSION][0], Buffer.concat([bytesField(1, key), bytesField(2, anyBytes(each))])));
  }
  return Buffer.concat(parts);
}

const made = new WeakMap<JsonObject, Buffer>();

/** The whole document; it is made once for each that the server makes. */
export function openApiProtobuf(body: JsonObject): Buffer {
  let bytes = made.get(body);
  if (bytes === undefined) { bytes = messageBytes(document, body); made.set(body, bytes); }
  return bytes;
}
