import { readFile } from 'node:fs/promises';
import { VendorError } from '../../contract/vendor-error.ts';
import { checkToken, type Token, type TokenSource } from './tokens.ts';

/** A token that something else renews: the file is read for each call, so that a new one counts at once. */
export function tokenFromFile(endpoint: string, path: string): TokenSource {
  return {
    async current(): Promise<Token> {
      let text: string;
      try {
        text = (await readFile(path, 'utf8')).trim();
      } catch (error) {
        const why = `token file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`;
        throw new VendorError('Unavailable', `${endpoint}: ${why}; the call was not made`);
      }
      // A file that is being written right now is empty for a moment.
      if (text === '') throw new VendorError('Unavailable', `${endpoint}: token file ${path} is empty`);
      return { text, scopes: checkToken(endpoint, text, `token file ${path}`).scopes };
    },
    drop: () => undefined,
  };
}
