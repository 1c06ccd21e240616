import type { Answer, Call } from '../http.ts';
import type { Payload } from './wire.ts';

/** One of the two ways in which Prime speaks. */
export interface Format {
  /** Ends the path of every call; the vendor's page has none for XML. */
  suffix: '' | '.json';
  accept: string;
  contentType: string;
  write(payload: Payload): string;
  /** The document, whose outermost element is `root`; a `VendorError` where the answer is something else. */
  read(endpoint: string, call: Call, answer: Answer, root: string): unknown;
}
