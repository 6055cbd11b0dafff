/**
 * Reads the attribute-style XML Plex answers with where JSON was not understood. Only elements and their attributes:
 * no text, no entities beyond the five of XML, no document types, so there is nothing to expand or to fetch.
 */

export interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly XmlElement[];
  /** Text directly inside, trimmed. */
  readonly text: string;
}

const deepest = 20;
const tag = /<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/uy;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const skipped = /\s*(?:<\?[^?]*\?>|<!--(?:[^-]|-(?!-))*-->)/uy;

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const withoutEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/gu, (_, name: string) => entities[name] ?? '');

/** The root element, or `null` where the text is not well-formed XML of this kind. */
export function parseXml(text: string): XmlElement | null {
  const open: { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }[] = [];
  let at = 0;
  while (at < text.length) {
    skipped.lastIndex = at;
    if (skipped.test(text)) {
      at = skipped.lastIndex;
      continue;
    }
    const next = text.indexOf('<', at);
    if (next === -1) return null;
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += text.slice(at, next);
    else if (text.slice(at, next).trim() !== '') return null;
    tag.lastIndex = next;
    const found = tag.exec(text);
    if (found === null) return null;
    at = tag.lastIndex;
    const [, closing, name = '', attributes = '', selfClosing] = found;
    if (closing) {
      const element = open.pop();
      if (element === undefined || element.name !== name) return null;
      const finished = { ...element, text: withoutEntities(element.text.trim()) };
      const above = open.at(-1);
      if (above === undefined) return text.slice(at).trim() === '' ? finished : null;
      above.children.push(finished);
      continue;
    }
    if (open.length >= deepest) return null;
    const element = { name, attributes: readAttributes(attributes), children: [], text: '' };
    if (!selfClosing) open.push(element);
    else if (parent === undefined) return text.slice(at).trim() === '' ? element : null;
    else parent.children.push(element);
  }
  return null;
}

function readAttributes(text: string): Record<string, string> {
  const entries = [...text.matchAll(attribute)].map(
    ([, name = '', double, single]) => [name, withoutEntities(double ?? single ?? '')] as const,
  );
  return Object.fromEntries(entries);
}
