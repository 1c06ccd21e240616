/** Types of the failures with which `runJob` closes, beside those of `VENDOR_ERROR_TYPES`. */
export const CLOSE_FAILURES = [
  'JobFailed',
  'JobCanceled',
  'JobExpired',
  'StartExpired',
  'StartAmbiguous',
  'JobLost',
  'StopUnconfirmed',
] as const;
export type CloseFailure = (typeof CLOSE_FAILURES)[number];

/** Type of the benign failure by which a waiting activity is called again: a look that saw no change. */
export const NOT_YET = 'NotYet';
