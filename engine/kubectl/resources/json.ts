/** A stream of JSON values with errors in the words of Go's encoding/json. */
import type { Json } from '../../base/index.ts';

export type DecodedJson = { readonly values: readonly Json[]; readonly error: string | undefined; /** The text ended inside a value. */ readonly endedEarly: boolean };

class Stop extends Error { readonly early: boolean; constructor(message: string, early = false) { super(message); this.early = early; } }

export function decodeJson(text: string): DecodedJson {
  const values: Json[] = [];
  const reader = new Reader(text);
  try {
    for (reader.blanks(); !reader.done; reader.blanks()) values.push(reader.value('looking for beginning of value'));
    return { values, error: undefined, endedEarly: false };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { values, error: error.message, endedEarly: error.early };
  }
}

/** JSON text to a value; undefined if it is none. */
export function parseJson(text: string): Json | undefined {
  const { values, error } = decodeJson(text);
  return error === undefined && values.length === 1 ? values[0] : undefined;
}

class Reader {
  readonly #text: string;
  #at = 0;
  constructor(text: string) { this.#text = text; }
  get done(): boolean { return this.#at >= this.#text.length; }
  #char(): string { return this.#text[this.#at] ?? ''; }

  blanks(): void { while (/^[ \t\r\n]$/.test(this.#char())) this.#at++; }

  #wrong(context: string): never {
    if (this.done) throw new Stop('unexpected EOF', true);
    const shown = this.#char() === "'" ? `'\\''` : this.#char() === '"' ? `'"'` : `'${this.#char()}'`;
    throw new Stop(`json: offset ${this.#at + 1}: invalid character ${shown} ${context}`);
  }

  value(context: string): Json {
    this.blanks();
    if (this.#char() === '{') return this.#object();
    if (this.#char() === '[') return this.#list();
    if (this.#char() === '"') return this.#string();
    const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(this.#text.slice(this.#at))?.[0];
    if (word === undefined) return this.#wrong(context);
    this.#at += word.length;
    return JSON.parse(word) as Json;
  }

  #object(): Json {
    const out: { [key: string]: Json } = {};
    this.#at++;
    this.blanks();
    if (this.#char() === '}') { this.#at++; return out; }
    for (;;) {
      this.blanks();
      if (this.#char() !== '"') this.#wrong('looking for beginning of object key string');
      const key = this.#string();
      this.blanks();
      if (this.#char() !== ':') this.#wrong('after object key');
      this.#at++;
      Object.defineProperty(out, key, { value: this.value('looking for beginning of value'), enumerable: true, configurable: true, writable: true });
      this.blanks();
      if (this.#char() === ',') { this.#at++; continue; }
      if (this.#char() === '}') { this.#at++; return out; }
      this.#wrong('after object key:value pair');
    }
  }

  #list(): Json {
    const out: Json[] = [];
    this.#at++;
    this.blanks();
    if (this.#char() === ']') { this.#at++; return out; }
    for (;;) {
      out.push(this.value('looking for beginning of value'));
      this.blanks();
      if (this.#char() === ',') { this.#at++; continue; }
      if (this.#char() === ']') { this.#at++; return out; }
      this.#wrong('after array element');
    }
  }

  #string(): string {
    const start = this.#at++;
    while (!this.done && this.#char() !== '"') {
      // oxlint-disable-next-line no-control-regex -- control characters are what JSON forbids here
      if (/[\u0000-\u001f]/.test(this.#char())) this.#wrong('in string literal');
      this.#at += this.#char() === '\\' ? 2 : 1;
    }
    if (this.done) throw new Stop('unexpected EOF', true);
    this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }
}
