import type { Rows } from './row.ts';

const LOGINS = 'simulators/riverbed-cmc/logins.test.ts';

export const RIVERBED_CMC_ROWS: Rows = {
  list: ['S', 'The list of jobs is a bare array, with filters.'],
  'list.times': ['S', 'after and before narrow it; what they compare is not documented.'],
  'read.one': ['S', 'A job has an address of its own.'],
  'cancel.route': ['S', 'A cancel is a POST without a body below the job.'],
  'cancel.answer': ['S', 'It answers with the job.'],
  features: ['S', 'Features are listed and read, by name or id.'],
  'start.content': ['S', 'A job has feature ids and one kind of target that can be written.'],
  suspend: ['S', 'There is neither suspend nor resume, nor delete.', 'suspend: not declared'],
  common: ['C', 'Services, auth_info, info and ping answer without a log-in.', LOGINS],
  'data.job': ['S', 'A job has status, times, targets, features and a status for each push.', 'look: 20 jobs'],
  'data.nullable': ['S', 'push_time, completion_time and error_text may be null or missing.'],
  'data.targets': ['S', 'Exactly one of sites, appliances and site types is named.'],
  'data.detail': ['S', 'Each push has a status, a result and its own words.'],
  'states.words': ['S', 'Queued, InProgress, Failed, Success and Canceled with one l.', 'look: Queued'],
  'states.spelling': ['S', 'The same page spells some of them in capitals.', 'look: IN_PROGRESS'],
  'ids.times': ['S', 'Ids are integers, times are epoch seconds.', 'find: push: what ran before'],
  'auth.oauth': ['C', 'An access code is exchanged for a token; state must come back.', 'login: access code'],
  'auth.header': ['C', 'A token without dots goes as Bearer, one of three parts as SignedBearer.'],
  'auth.life': ['D', 'A token lives for an hour.', 'login: expired with ten calls waiting'],
  'auth.cookie': ['C', 'A log-in with name and password gives cookies.', 'login: cookie'],
  'auth.basic': ['R', 'Basic authentication works on devices.', 'login: basic'],
  'auth.again': ['C', 'Four error ids mean that a new log-in is due, once.', 'errors: AUTH_'],
  'error.body': [
    'C',
    'Errors are error_id and error_text, in JSON or as an XML element.',
    'errors: error_id and error_text',
  ],
  tls: [
    'D',
    'Certificates are self-signed as delivered.',
    'errors: a certificate that is not to be trusted (selfSigned)',
  ],
  content: ['R', 'Clients name JSON as type even without a body.', 'cancel: a running job'],
};
