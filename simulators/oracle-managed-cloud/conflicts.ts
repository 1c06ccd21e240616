import { BUSY_INSTANCE } from './customers.ts';
import { type Duration, type Execution, familyOf, isSamePlace, type Place } from './execution.ts';
import { KINDS } from './products.ts';
import { wordsOf } from './views.ts';

/** Work on an instance that an execution could meet: an execution, or somebody else's ticket. */
export interface Rfc {
  rfcNumber: string;
  rfcType: string;
  rfcSubType: string;
  status: string | undefined;
  subStatus: string | undefined;
  start: number;
  end: number;
  duration: Duration;
}

export interface Window {
  start: number;
  end: number;
}

const MONTH: Duration = { unit: 'hours', value: 720 };
const HOUR_MS = 3_600_000;

/** What somebody else does to one instance all the time, with the types that the page's sample names. */
function standing({ target }: Place, since: number): Rfc[] {
  if (target !== BUSY_INSTANCE) return [];
  const ticket = { status: 'Open', subStatus: 'Ready For Execution', duration: MONTH };
  const window = { start: since, end: since + MONTH.value * HOUR_MS };
  return [
    { rfcNumber: '3-7JZXACP', rfcType: 'CODE_PROMO', rfcSubType: 'CEMLI_PATCH', ...ticket, ...window },
    {
      rfcNumber: '3-7JZXAGH',
      rfcType: 'OCIEBS_Prod_SelfService',
      rfcSubType: 'SelfService_Bounce',
      ...ticket,
      ...window,
    },
  ];
}

function rfcOf(execution: Execution): Rfc {
  const { status, subStatus } = wordsOf(execution);
  const { rfcType, rfcSubType } = KINDS[execution.product];
  return {
    rfcNumber: execution.id,
    rfcType: rfcType(execution.place.serviceType),
    rfcSubType,
    status,
    subStatus,
    start: execution.scheduledStart ?? execution.startedAt ?? 0,
    end: execution.scheduledEnd ?? Number.POSITIVE_INFINITY,
    duration: execution.duration,
  };
}

const meets = (window: Window) => (rfc: Rfc) => rfc.start < window.end && window.start < rfc.end;
const isPlanned = ({ state }: Execution) => state === 'scheduled' || state === 'running';

export interface Conflicts {
  /** All work on an instance in that time. */
  of(place: Place, window: Window): Rfc[];
  /** What keeps the execution from being scheduled then. Two that bounce nothing may meet. */
  against(execution: Execution, window: Window): Rfc[];
}

export function createConflicts(all: () => Execution[], since: number): Conflicts {
  return {
    of(place, window) {
      const executions = all().filter((one) => isPlanned(one) && isSamePlace(one.place, place));
      return [...standing(place, since), ...executions.map(rfcOf)].filter(meets(window));
    },
    against(execution, window) {
      const own = [...familyOf(execution), ...(execution.parent === undefined ? [] : familyOf(execution.parent))];
      const rivals = all().filter(
        (one) =>
          !own.includes(one) &&
          isPlanned(one) &&
          isSamePlace(one.place, execution.place) &&
          (one.bounce || execution.bounce),
      );
      return [...standing(execution.place, since), ...rivals.map(rfcOf)].filter(meets(window));
    },
  };
}
