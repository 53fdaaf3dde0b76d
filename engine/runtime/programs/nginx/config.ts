/** Reading nginx.conf: the grammar, includes, and the directives that the model knows. */
import type { FileSystem } from '../../../script/index.ts';
import type { Sites } from './sites.ts';

export type Directive = { readonly name: string; readonly args: readonly string[]; readonly block: readonly Directive[] | undefined; readonly file: string; readonly line: number };
export type ConfigResult = { readonly ok: true; readonly directives: readonly Directive[] } | { readonly ok: false; readonly message: string };

/** The last configuration and what it was read from: a hundred pods of one image read the same. */
export type ConfigCache = { last: { readonly path: string; readonly reads: readonly Read[]; readonly directives: readonly Directive[] } | undefined; sites?: { readonly directives: readonly Directive[]; readonly flags: string; readonly sites: Sites } };
type Read = { readonly path: string; readonly found: string };
type Sources = { readonly files: FileSystem; readonly reads: Read[] };
type Token = { readonly text: string; readonly quoted: boolean; readonly line: number };

/** Thrown inside this file only, and turned into a ConfigResult. */
class Emergency extends Error { override readonly name = 'Emergency'; }
const emergency = (text: string, file: string, line: number): Emergency => new Emergency(`${text} in ${file}:${line}`);

const PIECE = /#[^\n]*|\s+|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|[{};]|(?:\\.|\$\{[^}]*\}|[^\s{};"'#\\])(?:\\.|\$\{[^}]*\}|[^\s{};])*/gsy;

function tokens(text: string, file: string): readonly Token[] {
  const found: Token[] = [];
  let line = 1;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const match = PIECE.exec(text);
    if (match === null) throw emergency('unexpected end of file, expecting ";" or "}"', file, line);
    const quoted = match[1] ?? match[2];
    if (quoted !== undefined) found.push({ text: quoted.replace(/\\(["'\\])/g, '$1'), quoted: true, line });
    else if (!/^(#|\s)/.test(match[0])) found.push({ text: match[0], quoted: false, line });
    line += match[0].split('\n').length - 1;
  }
  return found;
}

/** What we accept without a word; others are an error, as in nginx. */
const KNOWN = new Set(('absolute_redirect access_log add_header alias allow auth_basic auth_basic_user_file autoindex charset chunked_transfer_encoding client_body_buffer_size client_body_temp_path client_body_timeout client_header_buffer_size client_header_timeout client_max_body_size '
  + 'daemon default_type deny env error_log error_page etag events expires fastcgi_index fastcgi_param fastcgi_pass fastcgi_temp_path geo gzip gzip_comp_level gzip_disable gzip_http_version gzip_min_length gzip_proxied gzip_types gzip_vary http http2 if include index internal keepalive keepalive_requests keepalive_timeout '
  + 'large_client_header_buffers least_conn ip_hash hash limit_except limit_rate limit_req limit_req_zone limit_conn limit_conn_zone listen load_module location log_format log_not_found map master_process merge_slashes multi_accept open_file_cache pcre_jit pid port_in_redirect proxy_buffer_size proxy_buffering proxy_buffers proxy_cache proxy_cache_bypass proxy_cache_path proxy_connect_timeout proxy_hide_header proxy_http_version '
  + 'proxy_intercept_errors proxy_next_upstream proxy_pass proxy_pass_request_headers proxy_read_timeout proxy_redirect proxy_request_buffering proxy_send_timeout proxy_set_header proxy_ssl_verify proxy_temp_path real_ip_header resolver resolver_timeout return rewrite root satisfy scgi_temp_path send_timeout sendfile sendfile_max_chunk server server_name server_name_in_redirect server_names_hash_bucket_size server_tokens set set_real_ip_from ssl ssl_certificate ssl_certificate_key ssl_ciphers ssl_prefer_server_ciphers ssl_protocols ssl_session_cache ssl_session_timeout '
  + 'stub_status stream sub_filter tcp_nodelay tcp_nopush thread_pool try_files types types_hash_bucket_size types_hash_max_size upstream use user uwsgi_temp_path worker_connections worker_processes worker_rlimit_nofile worker_shutdown_timeout zone').split(' '));
/** Blocks whose inside is a table, not directives. */
const TABLES = new Set(['types', 'map', 'geo', 'split_clients']);

function parse(sources: Sources, file: string, list: readonly Token[], depth: number): readonly Directive[] {
  let at = 0;
  const block = (inside: boolean, table: boolean): Directive[] => {
    const found: Directive[] = [];
    for (;;) {
      const token = list[at];
      if (token === undefined) {
        if (inside) throw emergency('unexpected end of file, expecting "}"', file, list.at(-1)?.line ?? 1);
        return found;
      }
      at++;
      if (!token.quoted && token.text === '}') {
        if (!inside) throw emergency('unexpected "}"', file, token.line);
        return found;
      }
      if (!token.quoted && (token.text === ';' || token.text === '{')) throw emergency(`unexpected "${token.text}"`, file, token.line);
      found.push(...directive(token, table));
    }
  };
  const directive = (head: Token, table: boolean): readonly Directive[] => {
    const args: string[] = [];
    for (;;) {
      const token = list[at++];
      if (token === undefined) throw emergency('unexpected end of file, expecting ";" or "}"', file, list.at(-1)?.line ?? 1);
      const ends = !token.quoted && /^[{};]$/.test(token.text);
      if (!ends) { args.push(token.text); continue; }
      if (token.text === '}') throw emergency('unexpected "}"', file, token.line);
      if (!table && !KNOWN.has(head.text)) throw emergency(`unknown directive "${head.text}"`, file, head.line);
      const inner = token.text === '{' ? block(true, TABLES.has(head.text)) : undefined;
      if (head.text === 'include' && inner === undefined) return include(sources, args[0] ?? '', file, head.line, depth);
      return [{ name: head.text, args, block: inner, file, line: head.line }];
    }
  };
  return block(false, false);
}

function include(sources: Sources, pattern: string, from: string, line: number, depth: number): readonly Directive[] {
  const { files } = sources;
  const path = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`;
  // Tables of types and parameters matter to nobody here.
  if (/\/(mime\.types|fastcgi_params|uwsgi_params|scgi_params)$/.test(path)) return [];
  const slash = path.lastIndexOf('/');
  const [directory, name] = [path.slice(0, slash), path.slice(slash + 1)];
  if (!name.includes('*')) {
    if (files.realPath(path) === undefined) throw emergency(`open() "${path}" failed (2: No such file or directory)`, from, line);
    return readFile(sources, path, depth + 1);
  }
  if (files.realPath(directory) === undefined) return [];
  const shape = new RegExp(`^${name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
  return listed(sources, directory).filter((entry) => shape.test(entry) && !entry.startsWith('.')).flatMap((entry) => readFile(sources, `${directory}/${entry}`, depth + 1));
}

const MAX_DEPTH = 10;
function readFile(sources: Sources, path: string, depth: number): readonly Directive[] {
  const text = depth > MAX_DEPTH ? '' : textAt(sources.files, path);
  sources.reads.push({ path, found: text });
  return parse(sources, path, tokens(text, path), depth);
}

function textAt(files: FileSystem, path: string): string {
  const content = files.read(path);
  return typeof content === 'string' ? content : '';
}
function listed({ files, reads }: Sources, directory: string): readonly string[] {
  const names = files.list(directory);
  reads.push({ path: `${directory}/`, found: names.join('/') });
  return names;
}
const unchanged = (files: FileSystem, { path, found }: Read): boolean => {
  if (files.realPath(path) === undefined) return false;
  return found === (path.endsWith('/') ? files.list(path).join('/') : textAt(files, path));
};

export function readConfig(files: FileSystem, path: string, cache: ConfigCache = { last: undefined }): ConfigResult {
  const { last } = cache;
  if (last?.path === path && last.reads.every((read) => unchanged(files, read))) return { ok: true, directives: last.directives };
  if (files.realPath(path) === undefined) return { ok: false, message: `open() "${path}" failed (2: No such file or directory)` };
  try {
    const sources: Sources = { files, reads: [] };
    const directives = readFile(sources, path, 0);
    cache.last = { path, reads: sources.reads, directives };
    return { ok: true, directives };
  } catch (error) {
    if (!(error instanceof Emergency)) throw error;
    return { ok: false, message: error.message };
  }
}

export const all = (list: readonly Directive[] | undefined, name: string): readonly Directive[] => (list ?? []).filter((entry) => entry.name === name);
export const first = (list: readonly Directive[] | undefined, name: string): Directive | undefined => (list ?? []).find((entry) => entry.name === name);
