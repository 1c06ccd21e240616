import { VendorError } from '../../contract/vendor-error.ts';
import { readShape } from '../answers.ts';
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
  const reads = asked.map((one) =>
    typeof one === 'number' ? byId(session, one, errand) : byName(session, one, errand),
  );
  const features = await Promise.all(reads);
  const barred = features.findIndex(({ push_enable }) => push_enable === false);
  if (barred !== -1) throw refused(session, `feature ${asked[barred]} is not enabled for push`);
  return [...new Set(features.map(({ id }) => id))];
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
