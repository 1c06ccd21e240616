import type { NotThereYet } from './fault.ts';

export const stoppedWhileParked: NotThereYet = {
  id: 'F20',
  title: 'stopped while parked',
  why: 'jobs do not park before endpoints are swept',
};
