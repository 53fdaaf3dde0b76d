/** The certificate that a client showed. TLS has proved that it holds the key; whom it stands for is the API server's business. */
import type { TLSSocket } from 'node:tls';
import type { Credentials } from '../../apiserver/index.ts';
import type { WireRequest } from '../http/listener.ts';

const known = new WeakMap<object, Credentials>();
const NONE: Credentials = {};

/** The same object for all requests of a connection. */
export function credentialsOf({ socket }: WireRequest): Credentials {
  const tls = socket as TLSSocket; // the listener speaks TLS
  let credentials = known.get(tls);
  if (credentials === undefined) {
    const certificate = tls.getPeerX509Certificate()?.toString();
    credentials = certificate === undefined ? NONE : { certificate };
    known.set(tls, credentials);
  }
  return credentials;
}
