/**
 * Reeve's search attributes with their Temporal types. Fixed from the start: a server on SQL has ten places for
 * Keyword, and every query and saved view rests on these names.
 */
export const SEARCH_ATTRIBUTES = {
  ReeveVendor: 'Keyword',
  ReeveEndpoint: 'Keyword',
  ReeveOperation: 'Keyword',
  ReeveState: 'Keyword',
  ReeveVerdict: 'Keyword',
  ReeveVendorJobId: 'Keyword',
  ReeveCause: 'Keyword',
  ReeveLabels: 'KeywordList',
  ReeveExpiresAt: 'Datetime',
  ReeveOutOfSightSince: 'Datetime',
} as const;
