// The embedded Temporal server and the time-skipping test server: found, fetched or built, started, stopped.
export { BrokenSetting, isNotAvailable, NotAvailable, PortTaken, ServerFailed } from './errors.ts';
export type { Ports } from './ports.ts';
export type { Progress } from './progress.ts';
export type { SearchAttributeType } from './serving.ts';
export { findTemporalCli } from './temporal-cli.ts';
export { startTemporalServer, type TemporalServer, type TemporalServerOptions } from './temporal-server.ts';
export { findTestServer } from './test-server.ts';
