import type { Rows } from './row.ts';

const CANCEL = 'simulators/lenovo-xclarity/cancel.test.ts';
const STARTS = 'simulators/lenovo-xclarity/starts.test.ts';
const STATES = 'simulators/lenovo-xclarity/states.test.ts';
const LOGINS = 'simulators/lenovo-xclarity/logins.test.ts';

export const LENOVO_XCLARITY_ROWS: Rows = {
  'start.tasks': ['S', 'Creating a task answers ids, or pairs of custom uid and uid, in any order.'],
  'start.location': ['C', 'An action answers with the job in Location.'],
  'start.others': ['C', 'Discovery and service files name their jobs in ways of their own.', STARTS],
  list: ['D', 'The list of tasks is a bare array.', 'find: power: a lost answer'],
  'read.list': ['R', 'Several ids are read in one call, and the answer is an array even for one.'],
  'read.compact': ['R', 'compact=true leaves sub-tasks out.', 'find: update-firmware: a lost answer'],
  'cancel.action': ['D', 'An action cancels a list of tasks, and answers nothing.'],
  'cancel.callback': ['S', 'A callback given to tasks is called to cancel them.'],
  'cancel.expiration': ['S', 'expirationTimeOut goes with the callback; -1 never expires.'],
  'cancel.attributes': ['S', 'A missing attribute is refused with 412 or 400.', CANCEL],
  'cancel.routes': ['S', 'One path is told apart by its attributes: callback, progress, action.', CANCEL],
  update: [
    'R',
    'Progress is told for one task, as an object with jobUID and percentage.',
    'vendors/lenovo-xclarity/track.test.ts',
  ],
  delete: ['D', 'Tasks are deleted by DELETE only.', STATES],
  schedules: ['D', 'Predefined actions are kept and read.', STARTS],
  'jobs.old': ['C', 'The older list reads and cancels jobs one by one.'],
  'jobs.body': ['C', 'The older body has its state within status, and cancelRequest as a text.'],
  suspend: ['D', 'There is neither suspend nor resume.', 'suspend: not declared'],
  'states.words': ['C', 'Eight words, one of them met with a blank at its end.', 'look: Pending with a blank'],
  'states.over': [
    'C',
    'Complete, Cancelled, Cancelled_With_Errors, Stopped_With_Error and Interrupted are ends.',
    'look: Interrupted',
  ],
  'states.errors': ['C', 'Running_With_Errors goes on.', 'look: Running_With_Errors'],
  'tasks.fields': ['C', 'A task shows jobUID, complete and children.', 'look: 20 jobs'],
  'create.fields': [
    'D',
    'A task is created with args, callback, children and createdBy.',
    'start: track makes one job',
  ],
  'rich.text': ['D', 'Texts come with formats, as one text or many.', 'look: a failed job says why'],
  ids: ['S', 'Ids are texts of digits.'],
  'auth.login': ['D', 'A log-in posts UserId and password; refusals are 400 by its page.'],
  'auth.reply': ['D', 'Its answer holds the session with csrf and inactivityTimeout.', 'login: session logs in'],
  'auth.cookies': ['R', 'The csrf cookie goes back as X-Csrf-Token on every request.', 'login: session logs in'],
  'auth.life': ['D', 'A session ends when it has been idle for a day.', 'login: expired with ten calls waiting'],
  'auth.check': ['R', 'GET /aicc and DELETE /sessions answer JSON.', LOGINS],
  'auth.basic': ['C', 'Basic authentication works as well.', 'login: basic'],
  'error.body': [
    'D',
    'An error has messages of id, text, explanation and recovery, the last in several shapes.',
    'errors: messages with their recovery',
  ],
  'error.codes': ['S', '200, 400, 401, 403, 404, 409, 412 and 500 occur.', 'errors: a cancel answered 409'],
  'error.ids': [
    'D',
    'Message ids begin with FQXHM and end with a letter for the severity.',
    'errors: messages with their recovery',
  ],
};
