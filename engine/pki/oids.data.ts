/** Object identifiers that keys and certificates use. */
export const OID = {
  rsa: '1.2.840.113549.1.1.1', sha1Rsa: '1.2.840.113549.1.1.5', sha256Rsa: '1.2.840.113549.1.1.11', sha384Rsa: '1.2.840.113549.1.1.12', sha512Rsa: '1.2.840.113549.1.1.13',
  ec: '1.2.840.10045.2.1', ecdsaSha256: '1.2.840.10045.4.3.2', ecdsaSha384: '1.2.840.10045.4.3.3', ecdsaSha512: '1.2.840.10045.4.3.4',
  p256: '1.2.840.10045.3.1.7', p384: '1.3.132.0.34', p521: '1.3.132.0.35', ed25519: '1.3.101.112',
  extensionRequest: '1.2.840.113549.1.9.14',
  subjectKeyId: '2.5.29.14', keyUsage: '2.5.29.15', subjectAltName: '2.5.29.17', basicConstraints: '2.5.29.19', authorityKeyId: '2.5.29.35', extendedKeyUsage: '2.5.29.37',
} as const;

/** Short name (as in `-subj /CN=…`), identifier, long name. */
export const NAME_PARTS = [
  ['CN', '2.5.4.3', 'commonName'], ['SN', '2.5.4.4', 'surname'], ['serialNumber', '2.5.4.5', 'serialNumber'], ['C', '2.5.4.6', 'countryName'],
  ['L', '2.5.4.7', 'localityName'], ['ST', '2.5.4.8', 'stateOrProvinceName'], ['street', '2.5.4.9', 'streetAddress'], ['O', '2.5.4.10', 'organizationName'],
  ['OU', '2.5.4.11', 'organizationalUnitName'], ['title', '2.5.4.12', 'title'], ['postalCode', '2.5.4.17', 'postalCode'], ['GN', '2.5.4.42', 'givenName'],
  ['emailAddress', '1.2.840.113549.1.9.1', 'emailAddress'], ['UID', '0.9.2342.19200300.100.1.1', 'userId'], ['DC', '0.9.2342.19200300.100.1.25', 'domainComponent'],
] as const;

/** In the order of the bits. RFC 5280 4.2.1.3, openssl's words. */
export const KEY_USAGES = [
  ['digitalSignature', 'Digital Signature'], ['nonRepudiation', 'Non Repudiation'], ['keyEncipherment', 'Key Encipherment'], ['dataEncipherment', 'Data Encipherment'],
  ['keyAgreement', 'Key Agreement'], ['keyCertSign', 'Certificate Sign'], ['cRLSign', 'CRL Sign'], ['encipherOnly', 'Encipher Only'], ['decipherOnly', 'Decipher Only'],
] as const;

/** Name in openssl's configuration, identifier, openssl's words. */
export const EXTENDED_KEY_USAGES = [
  ['anyExtendedKeyUsage', '2.5.29.37.0', 'Any Extended Key Usage'], ['serverAuth', '1.3.6.1.5.5.7.3.1', 'TLS Web Server Authentication'],
  ['clientAuth', '1.3.6.1.5.5.7.3.2', 'TLS Web Client Authentication'], ['codeSigning', '1.3.6.1.5.5.7.3.3', 'Code Signing'],
  ['emailProtection', '1.3.6.1.5.5.7.3.4', 'E-mail Protection'], ['ipsecEndSystem', '1.3.6.1.5.5.7.3.5', 'IPSec End System'],
  ['ipsecTunnel', '1.3.6.1.5.5.7.3.6', 'IPSec Tunnel'], ['ipsecUser', '1.3.6.1.5.5.7.3.7', 'IPSec User'], ['timeStamping', '1.3.6.1.5.5.7.3.8', 'Time Stamping'],
  ['OCSPSigning', '1.3.6.1.5.5.7.3.9', 'OCSP Signing'], ['msSGC', '1.3.6.1.4.1.311.10.3.3', 'Microsoft Server Gated Crypto'],
  ['nsSGC', '2.16.840.1.113730.4.1', 'Netscape Server Gated Crypto'],
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number][0];
export type ExtendedKeyUsage = (typeof EXTENDED_KEY_USAGES)[number][0];
