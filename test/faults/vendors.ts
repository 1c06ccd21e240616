/** The vendors of the matrix. One more needs a driver of its own here, and none to be added to Reeve. */
export const FAULTED = [
  'cisco-prime',
  'lenovo-xclarity',
  'riverbed-cmc',
  'oracle-managed-cloud',
  'symantec-ccs',
] as const;
export type FaultedVendor = (typeof FAULTED)[number];
