/** What openssl writes is read by Node, which has the real one inside; texts were compared with OpenSSL 3.0.19. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { HOST_COMMANDS, programsIn, textOf } from '../../index.ts';
import { createWorld, run, type Ran } from '../../testing/world.ts';

function start(): { readonly sh: (line: string) => Ran; readonly text: (path: string) => string } {
  const world = createWorld(programsIn('/bin', HOST_COMMANDS));
  world.files.makeDirectory('/w');
  return { sh: (line) => run(world, `cd /w; ${line}`, { dialect: 'bash' }), text: (path) => textOf(world.files.read(`/w/${path}`)) };
}

test('an authority, a request, a certificate, and checks', () => {
  const { sh, text } = start();
  expect(sh('openssl req -x509 -newkey rsa:1024 -nodes -keyout ca.key -out ca.crt -days 10 -subj /CN=my-ca')).toMatchObject({ code: 0, out: '' });
  sh('openssl ecparam -name prime256v1 -genkey -noout -out web.key');
  sh('openssl req -new -key web.key -subj "/O=shop/CN=web" -addext "subjectAltName=DNS:web.example,IP:10.0.0.1" -out web.csr');
  expect(sh('openssl req -in web.csr -noout -subject -verify')).toMatchObject({ out: 'subject=O = shop, CN = web\n', err: 'Certificate request self-signature verify OK\n', code: 0 });
  expect(sh('openssl x509 -req -in web.csr -CA ca.crt -CAkey ca.key -CAcreateserial -copy_extensions copyall -days 5 -out web.crt').err).toBe('Certificate request self-signature ok\nsubject=O = shop, CN = web\n');
  const [root, web] = [new X509Certificate(text('ca.crt')), new X509Certificate(text('web.crt'))];
  expect([web.verify(root.publicKey), web.checkIssued(root), web.subjectAltName, web.checkPrivateKey(createPrivateKey(text('web.key')))]).toEqual([true, true, 'DNS:web.example, IP Address:10.0.0.1', true]);
  expect(text('ca.srl').trim()).toBe(web.serialNumber);
  expect(sh('openssl x509 -in web.crt -noout -issuer -enddate -fingerprint -sha256').out).toBe(`issuer=CN = my-ca\nnotAfter=Nov 26 12:00:00 2026 GMT\nsha256 Fingerprint=${web.fingerprint256}\n`);
  expect(sh('openssl verify -CAfile ca.crt web.crt; openssl verify web.crt')).toMatchObject({
    out: 'web.crt: OK\n', code: 2, err: 'O = shop, CN = web\nerror 20 at 0 depth lookup: unable to get local issuer certificate\nerror web.crt: verification failed\n',
  });
  expect(sh('openssl x509 -in web.crt -noout -checkend 86400; openssl x509 -in web.crt -noout -checkend 864000')).toMatchObject({ out: 'Certificate will not expire\nCertificate will expire\n', code: 1 });
});

test('texts', () => {
  const { sh } = start();
  sh('openssl ecparam -name prime256v1 -genkey -noout -out k');
  const text = sh('openssl req -new -x509 -key k -subj /CN=a -set_serial 5 -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=serverAuth,clientAuth -noout -text').out;
  expect(text.replace(/[0-9A-F:]{59}/g, 'ID').replace(/^ {8,20}[0-9a-f]{2}:.*\n/gm, '')).toBe(`Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number: 5 (0x5)
        Signature Algorithm: ecdsa-with-SHA256
        Issuer: CN = a
        Validity
            Not Before: Nov 21 12:00:00 2026 GMT
            Not After : Dec 21 12:00:00 2026 GMT
        Subject: CN = a
        Subject Public Key Info:
            Public Key Algorithm: id-ecPublicKey
                Public-Key: (256 bit)
                pub:
                ASN1 OID: prime256v1
                NIST CURVE: P-256
        X509v3 extensions:
            X509v3 Subject Key Identifier: 
                ID
            X509v3 Authority Key Identifier: 
                ID
            X509v3 Basic Constraints: critical
                CA:TRUE
            X509v3 Key Usage: critical
                Digital Signature
            X509v3 Extended Key Usage: 
                TLS Web Server Authentication, TLS Web Client Authentication
    Signature Algorithm: ecdsa-with-SHA256
    Signature Value:
`);
});

test('a configuration file', () => {
  const { sh } = start();
  sh('printf "[req]\\nprompt = no\\ndistinguished_name = dn\\nreq_extensions = ext\\n[dn]\\nCN = web\\n0.OU = a\\n[ext]\\nsubjectAltName = @names\\n[names]\\nDNS.1 = a.b\\nDNS.2 = c.d\\nIP.1 = 10.0.0.1\\n" > c');
  expect(sh('openssl ecparam -name secp384r1 -genkey -noout -out k; openssl req -new -key k -config c -out r; openssl req -in r -noout -subject; openssl req -in r -noout -text | grep DNS').out)
    .toBe('subject=CN = web, OU = a\n                    DNS:a.b, DNS:c.d, IP Address:10.0.0.1\n');
});

test.each([
  ['openssl foo', 1, 'Invalid command \'foo\'; type "help" for a list.\n'],
  ['openssl req -new -key none -subj /CN=x', 1, expect.stringContaining('Could not open file or uri for loading private key from none\n')],
  ['openssl genrsa 9999', 1, 'Error generating RSA key: this openssl makes keys of at most 4096 bits, not 9999\n'],
  ['echo x > f; openssl x509 -in f -noout', 1, 'Could not read certificate from f\nUnable to load certificate\n'],
  ['openssl ecparam -name prime256v1 -genkey -noout -out k; openssl req -new -key k -subj CN=x', 1, expect.stringContaining("This name is not in that format: 'CN=x'\n")],
  ['openssl ecparam -name prime256v1 -genkey -noout -out k; openssl req -new -key k', 1, 'this openssl asks no questions: give the name with -subj "/O=group/CN=user"\n'],
])('%s', (line, code, err) => { expect(start().sh(line)).toMatchObject({ code, err, out: '' }); });

test('small ones', () => {
  const { sh } = start();
  expect(sh('echo hi | openssl dgst -sha256; echo hi | openssl base64 | openssl base64 -d; openssl rand -hex 4 | tr -d "\\n" | wc -c').out)
    .toBe('SHA2-256(stdin)= 98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4\nhi\n8\n');
});
