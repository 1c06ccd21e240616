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

/** `IndexedValueType` of the server's protocol, for each of the types above. */
export const INDEXED_VALUE_TYPES = { Keyword: 2, Datetime: 6, KeywordList: 7 } as const;
