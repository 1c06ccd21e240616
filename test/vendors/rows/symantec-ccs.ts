import type { Rows } from './row.ts';

const JOBS = 'simulators/symantec-ccs/jobs.test.ts';
const TOKENS = 'simulators/symantec-ccs/tokens.test.ts';

export const SYMANTEC_CCS_ROWS: Rows = {
  'auth.token': ['S', 'A token is fetched with form text under a JSON type.', 'login: password token'],
  'jobs.create': ['C', 'Jobs are made, changed and deleted through the API.', JOBS],
  execute: ['S', 'A job is executed by its id, and answers its run.'],
  abort: ['S', 'A run is aborted by its id, with an empty 204.'],
  'two-ids': ['S', 'The same path takes ids of jobs and of runs.'],
  search: ['D', 'Jobs are searched by attributes or by name.', JOBS],
  'by-id': ['D', 'A job is read by its id.', JOBS],
  runs: ['D', 'The runs of a job are listed, one unless told, all for 0.'],
  suspend: ['S', 'There is neither suspend nor resume.', 'suspend: not declared'],
  'operation.case': ['S', 'Operations, and paths, are taken in any case.', JOBS],
  'status.codes': ['S', 'Eight status codes, from None to Aborted.', 'look: 0 None'],
  'status.over': ['S', 'Completed, Faulted and Aborted are ends; Custom need not be.', 'look: 6 Custom'],
  'execute.reply': ['S', 'The answer is wrapped by the table and flat in the sample.'],
  dates: ['S', 'Dates are of .NET: seven digits, and year 1 for "not set".'],
  'auth.life': ['D', 'Tokens live 60 and 90 minutes; a restart ends all access tokens.'],
  'auth.refresh': ['D', 'A refresh token gets new ones without the password.', 'login: refresh token'],
  'auth.password': ['S', 'The password goes in Base64 by one sample, plain by another.'],
  'error.codes': ['S', '200, 204, 400, 401, 403 and 500 occur.', 'errors: a cancel answered 400'],
  'error.403': ['S', 'A missing right is 403 in words of its own.', "errors: a 403 in the page's words"],
  'error.401': ['S', 'An invalid or expired token is 401.', 'login: expired with ten calls waiting'],
  tls: [
    'S',
    'Samples verify no certificate; Reeve does.',
    'errors: a certificate that is not to be trusted (selfSigned)',
  ],
  tokens: ['D', 'Refresh tokens outlive a restart.', TOKENS],
};
