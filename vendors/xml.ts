import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

const ATTRIBUTE = '@';
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: ATTRIBUTE, suppressEmptyNode: true });

/** An XML document of one root element; attributes are fields that begin with `@`. */
export function buildXml(root: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0"?>${builder.build(root)}`;
}

/**
 * Parses an XML document whose root element is `root`; throws an Error that says what was found instead. All values
 * stay text (`007` is an id, not seven). `lists` names the elements that are lists even where there is one.
 * A DOCTYPE is refused: it is where entity bombs and outside entities live.
 */
export function parseXml(text: string, root: string, lists: ReadonlySet<string>): unknown {
  if (/<!DOCTYPE/i.test(text)) throw new Error('found a DOCTYPE, which no answer of this vendor has');
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`found broken XML: ${valid.err.msg} in line ${valid.err.line}`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    // Numeric references such as &#39; are decoded only with these.
    htmlEntities: true,
    isArray: (name, path) => lists.has(name) || lists.has(String(path)),
  });
  const document: Record<string, unknown> = parser.parse(text);
  if (!(root in document)) throw new Error(`expected <${root}>, found <${Object.keys(document)[0] ?? 'nothing'}>`);
  return document;
}
