import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure, CompleteAsyncError, cancellationSignal, heartbeat } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import { Agent, request } from 'undici';
import type { WatchRequest } from './names.ts';

/** Where the vendor is, and who asks. */
export interface PeerVendor {
  url: string;
  caFile: string;
  user: string;
  password: string;
}

export type PeerActivities = ReturnType<typeof createPeerActivities>;

const OVER = new Set(['Success', 'Failed', 'Canceled']);
const CONNECTIONS = 50;

/** What somebody writes who knows Temporal and needs one vendor: one call each, connections kept, no parsing beyond need. */
export function createPeerActivities({ url, caFile, user, password }: PeerVendor) {
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) }, connections: CONNECTIONS });
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' };

  async function ask(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<{ id: number; job_status: string }> {
    const signal = AbortSignal.any([cancellationSignal(), AbortSignal.timeout(30_000)]);
    const options = { method, headers, dispatcher, signal, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await request(`${url}/api/cmc.configurator/1.0${path}`, options);
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
    return (await answer.body.json()) as { id: number; job_status: string };
  }

  /** How the job has ended; undefined while it goes on. */
  async function lookOnce(jobId: string): Promise<string | undefined> {
    const { job_status } = await ask('GET', `/jobs/items/${jobId}`);
    return OVER.has(job_status) ? job_status : undefined;
  }

  return {
    lookOnce,
    async startPush({ featureId, siteId }: WatchRequest): Promise<string> {
      const { id } = await ask('POST', '/jobs', { feature_ids: [featureId], site_ids: [siteId] });
      return String(id);
    },
    async lookAgain(jobId: string, everyMs: number): Promise<string> {
      const status = await lookOnce(jobId);
      if (status !== undefined) return status;
      throw ApplicationFailure.create({
        message: 'not over yet',
        nextRetryDelay: everyMs,
        category: ApplicationFailureCategory.BENIGN,
      });
    },
    async watchPush(jobId: string, everyMs: number): Promise<string> {
      for (;;) {
        const status = await lookOnce(jobId);
        if (status !== undefined) return status;
        heartbeat();
        await sleep(everyMs, undefined, { signal: cancellationSignal() });
      }
    },
    async cancelPush(jobId: string): Promise<void> {
      await ask('POST', `/jobs/items/${jobId}/cancel`);
    },
    async nothing(): Promise<void> {},
    async wait(): Promise<void> {
      throw new CompleteAsyncError();
    },
  };
}
