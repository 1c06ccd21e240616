import { z } from 'zod';
import { PARAMS } from '../vendors/params.ts';
import * as wire from './wire.ts';

/** What the files are written by, said by the test that compares them. */
export const GENERATE = 'npm run schemas';

/** What goes over the wire, by the file's name: what it is, its schema. */
const WIRE: Record<string, [title: string, schema: z.ZodType]> = {
  'job-request': ['Argument of the workflow runJob', wire.jobRequest],
  outcome: ['Result of runJob, details of its failure, and memo reeveOutcome', wire.outcome],
  'job-view': ['Answer of the query getJob', wire.jobView],
  asker: ['Argument of the updates stopJob, suspendJob and resumeJob; may be left out', wire.asker],
  'stop-answer': ['Answer of the update stopJob', wire.stopAnswer],
  'extend-request': ['Argument of the update extendJob', wire.extendRequest],
  'extend-answer': ['Answer of the update extendJob', wire.extendAnswer],
  'steer-answer': ['Answer of the updates suspendJob and resumeJob', wire.steerAnswer],
};

/** Every file of this folder that is generated, by its path in it. */
export function schemaFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, [title, schema]] of Object.entries(WIRE)) files.set(`${name}.json`, textOf(title, schema));
  for (const [vendor, operations] of Object.entries(PARAMS)) {
    for (const [operation, schema] of Object.entries(operations)) {
      files.set(`params/${vendor}/${operation}.json`, textOf(`Parameters of ${operation} at ${vendor}`, schema));
    }
  }
  return files;
}

/** As a caller writes it: what has a default may be left out. */
function textOf(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}
