import type { Rows } from './row.ts';

const FIND = 'find: run-config: a lost answer';

export const ORACLE_MANAGED_CLOUD_ROWS: Rows = {
  'start.create': ['D', 'Creating answers an id that is the ticket number too.'],
  'start.schedule': ['D', 'Scheduling is a second call, with a time.'],
  'start.lead': ['D', 'The time must be at least 16 minutes ahead.'],
  'cancel.route': ['S', 'A cancel is an action on the execution.'],
  'cancel.not-terminal': ['S', 'A cancel takes the schedule away and leaves the record open.'],
  'cancel.running': ['S', 'What runs has no schedule to take away.', 'cancel: a running job'],
  read: ['D', 'An execution tells its times, its ticket and its words.', 'look: no workflow, ready'],
  conflicts: ['D', 'The work on an instance in a time is listed.', 'simulators/oracle-managed-cloud/conflicts.test.ts'],
  status: ['D', 'The statuses of many executions come in one call.', 'look: many jobs in as few calls'],
  'status.steps': ['D', 'Steps tell how far an execution is, and why it failed.', 'look: a failed job says why'],
  siblings: [
    'D',
    'Bounce and patch executions take the same cancel.',
    'simulators/oracle-managed-cloud/conflicts.test.ts',
  ],
  suspend: ['D', 'There is neither suspend nor resume.', 'suspend: not declared'],
  'schedule.reply': ['D', 'A schedule answers Open and Ready For Execution.', 'start: run-config makes one job'],
  toggle: ['S', 'A toggle carries its paired execution, canceled with it.'],
  'schedule.conflict': ['D', 'A conflict names the other tickets.'],
  ids: ['D', 'Ids are texts such as 3-7JZXAMZ.', 'start: run-config makes one job'],
  dates: ['D', 'Hours may have one digit only.', 'find: run-config: what ran before'],
  'sample.json': [
    'D',
    'The sample of a create has a comma too many.',
    'simulators/oracle-managed-cloud/page-samples.test.ts',
  ],
  'states.words': [
    'D',
    'Open with two sub-statuses, and the workflow word success, are shown; the rest is not.',
    'look: workflow success',
  ],
  'auth.bearer': ['S', 'A bearer token goes with each call.', 'login: client credentials'],
  'auth.identifier': ['D', 'Most pages ask for an Identifier as well.'],
  'auth.scopes': ['D', 'Reading, creating and approving are scopes of their own.'],
  'auth.server': ['D', "Tokens come from the customer's own server.", 'login: token file'],
  paging: ['D', 'Lists are paged by offset and limit, 25 rows unless told, with a header for the total.'],
  'find.summary': ['D', 'A summary is kept as it was written.', FIND],
};
