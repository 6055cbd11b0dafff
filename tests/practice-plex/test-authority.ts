/** A certificate authority of the tests' own, made anew each time: no key of it is ever kept. */

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

export interface TestAuthority {
  /** Its own certificate in PEM, for whoever is to trust it. */
  readonly certificate: string;
  /** A server certificate for these names or IP addresses, in PEM. */
  readonly issue: (names: readonly string[], validity?: Validity) => { readonly key: string; readonly cert: string };
}

/** From when to when a certificate holds. */
export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

const day = 86_400_000;
const around = (now: number): Validity => ({ from: new Date(now - day), until: new Date(now + day) });

/** Certificates that have run out, and that will only count from tomorrow. */
export const expired: Validity = { from: new Date(Date.now() - 30 * day), until: new Date(Date.now() - day) };
export const notYetValid: Validity = { from: new Date(Date.now() + day), until: new Date(Date.now() + 30 * day) };

/** Names in use for media servers: an address with dashes, and 32 letters that tell the servers apart. */
export const plexDirectName = (address: string, digits = '0123456789abcdef0123456789abcdef'): string =>
  `${address.replaceAll(/[.:]/gu, '-')}.${digits}.plex.direct`;

export function createTestAuthority(name = 'Practice Plex Authority'): TestAuthority {
  const { privateKey, publicKey } = newKeys();
  const subject = [{ name: 'commonName', value: name }];
  const own = certificateFor(publicKey, subject, subject, around(Date.now()), [
    { name: 'basicConstraints', critical: true, cA: true },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
  ]);
  own.sign(privateKey, forge.md.sha256.create());
  const keys = newKeys();
  return {
    certificate: forge.pki.certificateToPem(own),
    issue: (names, validity = around(Date.now())) => {
      const leaf = certificateFor(keys.publicKey, [{ name: 'commonName', value: names[0] ?? '' }], subject, validity, [
        { name: 'basicConstraints', critical: true, cA: false },
        { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: names.map((entry) => (isIP(entry) === 0 ? { type: 2, value: entry } : { type: 7, ip: entry })),
        },
      ]);
      leaf.sign(privateKey, forge.md.sha256.create());
      return { key: forge.pki.privateKeyToPem(keys.privateKey), cert: forge.pki.certificateToPem(leaf) };
    },
  };
}

/** Made by Node, which is quick at it. */
function newKeys(): forge.pki.rsa.KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    publicKey: forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
  };
}

function certificateFor(
  publicKey: forge.pki.PublicKey,
  subject: readonly forge.pki.CertificateField[],
  issuer: readonly forge.pki.CertificateField[],
  { from, until }: Validity,
  extensions: readonly object[],
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  // A first byte from 1 to 127: the number is positive, and written as short as it has to be.
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  certificate.validity.notBefore = from;
  certificate.validity.notAfter = until;
  certificate.setSubject([...subject]);
  certificate.setIssuer([...issuer]);
  certificate.setExtensions([...extensions]);
  return certificate;
}
