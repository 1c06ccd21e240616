import { unexpected } from '../answers.ts';
import { buildXml, parseXml } from '../xml.ts';
import type { Format } from './format.ts';

/** The schemas of `wire.ts` take a single element for a list, so none needs naming here. */
const NO_LISTS: ReadonlySet<string> = new Set();

export const xml: Format = {
  suffix: '',
  accept: 'text/xml, application/xml',
  contentType: 'application/xml',
  // A parser reads a bare carriage return as a line feed; a device's configuration may need the difference.
  write: (payload) => buildXml(payload).replaceAll('\r', '&#13;'),
  read(endpoint, call, answer, root) {
    try {
      return parseXml(answer.text, root, NO_LISTS);
    } catch (error) {
      throw unexpected(endpoint, call, (error as Error).message);
    }
  },
};
