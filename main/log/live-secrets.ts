/** Knows every secret in use, and takes each of them out of any text, however it is written there. */

export interface LiveSecrets {
  /** Registers a secret when it comes into being. Answers a function that forgets it again. */
  readonly remember: (secret: string) => () => void;
  /** The text with every secret replaced, whether plain, URL-encoded, JSON-escaped, in base64, hex or UTF-16. */
  readonly mask: (text: string) => string;
}

/** What stands in a text where a secret was. */
export const masked = '[secret]';

/** Shorter ones are left alone: masking every "a" of a text would tell more than it hides. */
const shortest = 4;

/** So many are known at a time; a run of weeks does not grow without end. The oldest go first. */
const mostKnown = 2000;

export function createLiveSecrets(): LiveSecrets {
  const known = new Map<string, readonly string[]>();
  return {
    remember: (secret) => {
      if (secret.length < shortest) return () => undefined;
      known.delete(secret);
      known.set(secret, formsOf(secret));
      for (const oldest of known.keys()) {
        if (known.size <= mostKnown) break;
        known.delete(oldest);
      }
      return () => {
        known.delete(secret);
      };
    },
    mask: (text) => {
      let clean = text;
      for (const forms of known.values()) for (const form of forms) clean = clean.replaceAll(form, masked);
      return clean;
    },
  };
}

/** Every way a secret may be written, longest first, so that no form is cut up by a shorter one. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  // Without halves of characters, which cannot be URL-encoded.
  const wellFormed = bytes.toString();
  const forms = [
    secret,
    encodeURIComponent(wellFormed),
    new URLSearchParams([['', wellFormed]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    hex,
    hex.toUpperCase(),
    [...secret].join('\0'),
    ...[0, 1, 2].flatMap((offset) => base64Forms(bytes, offset)),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortest).sort((one, other) => other.length - one.length);
}

/** The part of a base64 text that is the same whatever stands before and after, `offset` bytes into a group of three. */
function base64Forms(bytes: Buffer, offset: number): readonly string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const own = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
}
