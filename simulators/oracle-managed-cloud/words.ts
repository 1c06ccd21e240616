import type { Ending } from '../core/ledger.ts';

export const STATES = ['open', 'scheduled', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const;
export type State = (typeof STATES)[number];

/** The ticket's three words, and the one of the workflow status API. */
export interface Words {
  status: string | undefined;
  subStatus: string | undefined;
  custStatus: string | undefined;
  workflowStatus: string | undefined;
}

const REVIEW = 'Review Update';

/** The first two rows and `success` are the vendor's; every other word is an assumption. */
export const WORDS: Record<State, Words> = {
  open: {
    status: 'Open',
    subStatus: 'Ready For Scheduling/Approval',
    custStatus: REVIEW,
    workflowStatus: 'not started',
  },
  scheduled: { status: 'Open', subStatus: 'Ready For Execution', custStatus: REVIEW, workflowStatus: 'scheduled' },
  running: {
    status: 'Open',
    subStatus: 'Execution In Progress',
    custStatus: 'Work In Progress',
    workflowStatus: 'in progress',
  },
  succeeded: { status: 'Closed', subStatus: 'Completed', custStatus: 'Closed', workflowStatus: 'success' },
  partial: {
    status: 'Closed',
    subStatus: 'Completed With Errors',
    custStatus: 'Closed',
    workflowStatus: 'partial success',
  },
  failed: { status: 'Closed', subStatus: 'Failed', custStatus: 'Closed', workflowStatus: 'failed' },
  cancelled: { status: 'Closed', subStatus: 'Cancelled', custStatus: 'Closed', workflowStatus: 'cancelled' },
};

/** A running execution that somebody at the vendor stops. A scheduled one is opened again instead. */
export const FINALS: Record<Ending, State> = {
  succeeded: 'succeeded',
  failed: 'failed',
  partial: 'partial',
  canceled: 'cancelled',
};
