import { inLab, type Lab } from '../lab.ts';
import type { Context } from '../scenario.ts';

/** Vendor seconds of the work that is ordered here. */
const STEADY_SECONDS = 200;

/** A closed job's history, by the server's own account. */
export interface Size {
  events: number;
  bytes: number;
}

/** Swept jobs on the embedded server, in real time. */
export async function sweptHistories(context: Context): Promise<Record<'success' | 'stopped' | 'expired', Size>> {
  const seconds = context.of({ full: 60, short: 8 });
  context.say(`swept, ${seconds} s of real time`);
  const intervals = { least: '1s', greatest: '5s', stop: '1s' };
  const endpoint = { name: 'cmc', vendor: 'riverbed-cmc', fields: { sweep: { every: '1s' }, intervals } } as const;
  return await inLab({ endpoints: [endpoint], speed: STEADY_SECONDS / seconds }, async (lab) => {
    await lab.startWorker();
    const start = (work: 'steady' | 'endless', expiresIn = '1 hour') => {
      const { operation, params } = lab.order('riverbed-cmc', work);
      return lab.reeve.startUntyped({ endpoint: 'cmc', operation, params, expiresIn });
    };
    const [success, stopped, expired] = await Promise.all([
      start('steady'),
      start('endless'),
      start('endless', `${seconds} s`),
    ]);
    await success.result();
    await stopped.stop();
    await expired.result().catch(() => undefined);
    return {
      success: await sizeOf(lab, success.id, 'COMPLETED'),
      stopped: await sizeOf(lab, stopped.id, 'CANCELLED'),
      expired: await sizeOf(lab, expired.id, 'FAILED'),
    };
  });
}

async function sizeOf({ reeve }: Lab, id: string, expected: string): Promise<Size> {
  const { status, historyLength, historySize } = await reeve.client.workflow.getHandle(id).describe();
  if (status.name !== expected) throw new Error(`${id} was to end as ${expected} and is ${status.name}`);
  return { events: historyLength, bytes: historySize ?? Number.NaN };
}
