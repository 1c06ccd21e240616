/**
 * One fact about a vendor's API, in our own words: where it comes from, what it is, and what shows it. S: the vendor's
 * page that is the specification; D: other pages of the vendor; C: source of a public client; R: seen on the wire.
 *
 * What shows it is the beginning of the names of cases, or a test of the simulator where no client could see it, or
 * nothing where a case names the row itself.
 */
export type Row = readonly [source: 'S' | 'D' | 'C' | 'R', fact: string, shownBy?: string];

export type Rows = Readonly<Record<string, Row>>;
