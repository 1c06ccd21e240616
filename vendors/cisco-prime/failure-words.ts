import type { Reading } from '../../contract/job.ts';
import type { Errand, PrimeApi } from './api.ts';
import { anyOf, inParts } from './filter.ts';
import type { Row } from './rows.ts';
import type { PastJob } from './wire.ts';

const GREATEST_MESSAGE = 1_000;

/** A job that has failed, and the reading that is to say why. */
export interface Failed {
  row: Row;
  reading: Reading;
}

/**
 * Puts what runhistory says of each device into the readings. The end is what counts and is known already: where the
 * words cannot be read, the reading says so and stands, for a vendor that never gives them must not hide the end.
 */
export async function addReasons(api: PrimeApi, failed: readonly Failed[], errand: Errand): Promise<void> {
  if (failed.length === 0) return;
  try {
    const past = await readHistory(
      api,
      failed.map(({ row }) => row.jobName),
      errand,
    );
    for (const { row, reading } of failed) {
      const words = reasonOf(past, row);
      if (words !== '') reading.message = words;
    }
  } catch (error) {
    for (const { reading } of failed) reading.message = `why could not be read: ${(error as Error).message}`;
  }
}

export async function readHistory(api: PrimeApi, names: readonly string[], errand: Errand): Promise<PastJob[]> {
  const parts = inParts(names).map((part) => api.history({ jobName: anyOf(part) }, errand));
  return (await Promise.all(parts)).flat();
}

/** True for the same job: names are unique only together with the type. */
export function isSameJob(past: PastJob, { jobName, jobType }: Row): boolean {
  return past.jobName === jobName && (past.jobType === undefined || past.jobType === jobType);
}

/** What the row's run had to say, `property: value` for each result; '' where runhistory does not tell which run it was. */
function reasonOf(past: readonly PastJob[], row: Row): string {
  const runs = past.filter((job) => isSameJob(job, row)).flatMap((job) => job.runInstances);
  const run = runs.length === 1 ? runs[0] : runs.find(({ lastStartTime }) => lastStartTime === row.lastStartTime);
  const lines = (run?.results ?? []).map(({ property, value }) => [property, value].filter(Boolean).join(': '));
  const text = lines.join('; ').replaceAll(/\s+/g, ' ').trim();
  return text.length > GREATEST_MESSAGE ? `${text.slice(0, GREATEST_MESSAGE - 3)}...` : text;
}
