import { VendorError } from '../../contract/vendor-error.ts';
import { readShape } from '../answers.ts';
import { waitForShared } from '../shared-answer.ts';
import { type Errand, read } from './jobs.ts';
import type { Session } from './session.ts';
import { type Feature, featureShape, rowsShape } from './wire.ts';

type Asked = readonly (number | string)[];

/** The ids of the features; a name costs a call each. */
export async function featureIds(session: Session, asked: Asked, errand: Errand): Promise<number[]> {
  const ids = asked.map(async (one) => (typeof one === 'number' ? one : (await byName(session, one, errand)).id));
  return [...new Set(await Promise.all(ids))];
}

/** The same, after looking that the vendor has each feature and pushes it: nothing has been sent when it does not. */
export async function pushableIds(session: Session, asked: Asked, errand: Errand): Promise<number[]> {
  const features = await Promise.all(asked.map((one) => sharedFeature(session, one, errand)));
  const barred = features.findIndex(({ push_enable }) => push_enable === false);
  if (barred !== -1) throw refused(session, `feature ${asked[barred]} is not enabled for push`);
  return [...new Set(features.map(({ id }) => id))];
}

/** Starts share a read for so long. The vendor still decides itself what it pushes. */
const SHARED_MS = 30_000;

interface SharedRead {
  readAtMs: number;
  feature: Promise<Feature>;
}
const sharedReads = new WeakMap<Session, Map<number | string, SharedRead>>();

/** The feature as it was read for this start, or for another one a moment ago: many starts would double their calls. */
function sharedFeature(session: Session, one: number | string, { kind, signal }: Errand): Promise<Feature> {
  const reads = sharedReads.get(session) ?? new Map<number | string, SharedRead>();
  sharedReads.set(session, reads);
  const before = reads.get(one);
  const isFresh = before !== undefined && performance.now() - before.readAtMs < SHARED_MS;
  const feature = isFresh ? before.feature : readForAll(session, one, kind);
  if (!isFresh) {
    const read = { readAtMs: performance.now(), feature };
    reads.set(one, read);
    const forget = () => reads.get(one) === read && reads.delete(one);
    // What stands in the way of a push is read anew each time: somebody may be mending it.
    feature.then(({ push_enable }) => push_enable === false && forget(), forget);
  }
  return waitForShared({ endpoint: session.endpoint, what: `feature ${one}`, shared: feature }, signal);
}

/** No start's own signal ends what others wait for: the call's time-out does. */
function readForAll(session: Session, one: number | string, kind: Errand['kind']): Promise<Feature> {
  const errand = { kind, signal: new AbortController().signal };
  return typeof one === 'number' ? byId(session, one, errand) : byName(session, one, errand);
}

function refused(session: Session, why: string): VendorError {
  return new VendorError('InvalidRequest', `${session.endpoint}: ${why}; nothing was sent`);
}

async function byId(session: Session, id: number, errand: Errand): Promise<Feature> {
  const reading = async () => {
    const { call, value } = await read(session, `/features/items/${id}`, errand);
    return readShape(
      session.endpoint,
      call,
      featureShape.refine((feature) => feature.id === id),
      value,
    );
  };
  return await beforeStart(session, reading(), `the vendor has no feature ${id}`);
}

/** The filter may find more than was asked for; only the very name counts. */
async function byName(session: Session, name: string, errand: Errand): Promise<Feature> {
  const reading = async () => {
    const { call, value } = await read(session, `/features?${new URLSearchParams({ name })}`, errand);
    const rows = readShape(session.endpoint, call, rowsShape, value);
    return rows.map((row) => readShape(session.endpoint, call, featureShape, row));
  };
  const none = `the vendor has no feature named ${JSON.stringify(name)}`;
  const found = (await beforeStart(session, reading(), none)).filter((feature) => feature.name === name);
  if (found.length > 1) throw refused(session, `the vendor has ${found.length} features named ${JSON.stringify(name)}`);
  if (found[0] === undefined) throw refused(session, none);
  return found[0];
}

/** These reads come before anything is started: an answer that cannot be read may be asked for again. */
async function beforeStart<T>(session: Session, reading: Promise<T>, none: string): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.type === 'NotFound') throw refused(session, none);
    throw error.type === 'UnexpectedResponse' ? new VendorError('Unavailable', error.message) : error;
  }
}
