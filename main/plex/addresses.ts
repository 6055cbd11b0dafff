/** What kind of place an address is: this computer, a private network, or anywhere. */

import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv4');
}
privateNetworks.addSubnet('fc00::', 7, 'ipv6');

// Link-local: nobody's media server, but where cloud machines keep their secrets.
const neverAsked = new BlockList();
neverAsked.addSubnet('169.254.0.0', 16, 'ipv4');
neverAsked.addSubnet('fe80::', 10, 'ipv6');
neverAsked.addSubnet('0.0.0.0', 8, 'ipv4');
neverAsked.addAddress('::', 'ipv6');

function inList(list: BlockList, hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/gu, '');
  const family = isIP(bare);
  return family !== 0 && list.check(bare, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a host, as `URL` writes it, is this computer. Names are not looked up; only `localhost` counts. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || inList(loopback, hostname);
}

/** Whether a host is an address of a private network (RFC 1918, RFC 4193). Names never are. */
export function isPrivateNetwork(hostname: string): boolean {
  return inList(privateNetworks, hostname);
}

/** Whether a host is one no request is ever sent to. */
export function isForbidden(hostname: string): boolean {
  return inList(neverAsked, hostname);
}

/** The origin of an address that may be asked at all: http or https, no login in it, no forbidden host. Else `null`. */
export function askableOrigin(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  // `URL` turns look-alike letters into punycode: no media server's published address needs that.
  if (url.hostname.includes('xn--') || isForbidden(url.hostname)) return null;
  return url.origin;
}
