import { sleep } from '@temporalio/workflow';

export async function nap(): Promise<string> {
  await sleep('30 days');
  return 'rested';
}
