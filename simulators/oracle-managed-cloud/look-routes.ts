import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { parseDate } from './dates.ts';
import type { Execution, Place } from './execution.ts';
import { pageReply } from './paging.ts';
import type { Product } from './products.ts';
import { invalid } from './replies.ts';
import type { Platform } from './routes.ts';
import { conflictView, detailsView, listView, wordsOf } from './views.ts';

export function answerDetails(execution: Execution, { utcOffsetMinutes }: Platform): Reply {
  return jsonReply(200, detailsView(execution, utcOffsetMinutes));
}

/** The list's query parameters, and what each is compared with. */
function filterable(execution: Execution): Record<string, string | undefined> {
  const { status, subStatus, custStatus } = wordsOf(execution);
  return {
    target: execution.place.target,
    status,
    subStatus,
    customerStatus: custStatus,
    configType: execution.activity.config,
    activityName: execution.activity.name,
    activityType: execution.type,
  };
}

/** GET instances/executions: of all instances of the service type, the newest first. */
export function answerList(call: Call, place: Place, product: Product, platform: Platform): Reply {
  const { csi, serviceType } = place;
  const { executions, utcOffsetMinutes } = platform;
  const found = executions
    .visible()
    .filter((one) => one.product === product && one.place.csi === csi && one.place.serviceType === serviceType)
    .filter((one) =>
      Object.entries(filterable(one)).every(([name, value]) => (call.query.get(name) ?? value) === value),
    );
  const newest = found.toReversed();
  call.ids.push(...newest.map(({ id }) => id));
  return pageReply(
    call,
    newest.map((one) => listView(one, utcOffsetMinutes)),
  );
}

function edge(text: string | null, otherwise: number): number {
  return text === null ? otherwise : (parseDate(text) ?? Number.NaN);
}

/** GET executions of an instance: the work on it in a time. A bound that is left out is open. */
export function answerConflicts(call: Call, place: Place, { conflicts, utcOffsetMinutes }: Platform): Reply {
  const start = edge(call.query.get('scheduledStart'), Number.NEGATIVE_INFINITY);
  const end = edge(call.query.get('scheduledEnd'), Number.POSITIVE_INFINITY);
  if (Number.isNaN(start) || Number.isNaN(end)) return invalid('scheduledStart and scheduledEnd are dates.');
  const found = conflicts.of(place, { start, end });
  return pageReply(
    call,
    found.map((rfc) => conflictView(rfc, utcOffsetMinutes)),
  );
}

/** GET operations: what a bounce may be. */
export function answerOperations(): Reply {
  return jsonReply(
    200,
    ['Bounce', 'Start', 'Stop'].map((name) => ({ name, label: name })),
  );
}

/** GET services: what may be bounced. */
export function answerServices(): Reply {
  return jsonReply(200, [
    { name: 'All', label: 'All (Apps and DB)' },
    { name: 'Apps', label: 'All Apps' },
    { name: 'Components', label: 'Apps Components' },
  ]);
}

/** GET types/{type}: a configuration's activities. */
export function answerTypes(config: string, { activities }: Platform): Reply {
  const found = activities.all().filter((activity) => activity.config === config);
  if (found.length === 0) return invalid(`There is no configuration type ${config}.`);
  const views = found.map(({ name, types }, index) => ({
    id: index + 1,
    name,
    uiType: types.length > 1 ? 'Toggle' : 'Single',
    types: types.map((type) => ({ type })),
    duration: { unit: 'hours', value: 2 },
  }));
  return jsonReply(200, { config, activities: views });
}
