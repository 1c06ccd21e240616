import type { VendorError } from '../../contract/vendor-error.ts';
import { statusError, unexpected } from '../answers.ts';
import type { Answer, Call } from '../http.ts';
import { isPage, readRefusal } from './words.ts';

/**
 * The error for a status that is not the wanted one. A 404 page comes from whatever stands before a vendor that is
 * away, not from the vendor: no job may be taken for lost because of it.
 */
export function refusal(endpoint: string, call: Call, answer: Answer): VendorError {
  if (answer.status === 404 && call.changes !== true && isPage(answer.text)) {
    return unexpected(endpoint, call, 'answered 404 with a web page, which is not the vendor');
  }
  return statusError(endpoint, call, answer, readRefusal(answer.text));
}
