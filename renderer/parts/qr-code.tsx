/** A QR code, drawn here: no picture is fetched, and no markup is made from text. */

import { encode } from 'uqr';
import { modulesPath } from './qr-modules.ts';

/** Light modules around the code, as the standard asks for. */
const quietZone = 4;

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone });
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} />
      <path d={modulesPath(data)} />
    </svg>
  );
}
