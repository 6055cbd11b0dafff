/** The ways a secret could be written where it must not be: what leak tests look for. */

/** Each form as text, by its name. */
export function formsOf(secret: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(secret);
  return {
    plain: secret,
    'URL-encoded': encodeURIComponent(secret),
    'JSON-escaped': JSON.stringify(secret).slice(1, -1),
    hex: bytes.toString('hex'),
    // Without the padding and what depends on the text after it.
    base64: bytes.toString('base64').slice(0, Math.floor((bytes.length * 8) / 6)),
    'UTF-16': [...secret].join('\0'),
  };
}

/** The same as bytes, as they would lie in a file. */
export function byteForms(secret: string): readonly Buffer[] {
  return [...Object.values(formsOf(secret)).map((form) => Buffer.from(form)), Buffer.from(secret, 'utf16le')];
}
