import type { NotThereYet } from './fault.ts';

export const stoppedWhileParked: NotThereYet = {
  id: 'F20',
  title: 'stopped while parked',
  why: 'the matrix plays with sweeping off, so no job parks',
};
