import type { Problem } from '../contract/request.ts';
import { EXIT } from './exit-codes.ts';

/** An error as the command line tells it: what was found, what was expected, what to do. */
export interface Explained {
  type: string;
  message: string;
  exitCode: number;
  /** What to do. */
  hint?: string;
  job?: string;
  problems?: readonly Problem[];
  differences?: readonly { field: string; existing?: unknown; requested?: unknown }[];
}

type Fields = { code?: string; advice?: string; commands?: readonly string[] } & Partial<
  Record<'jobId' | 'type', string> & Pick<Explained, 'problems' | 'differences'>
>;
type Kind = { exitCode: number; prefix?: string; hint?: string | ((fields: Fields) => string | undefined) };

const SEE_ENDPOINTS = 'see `reeve run --help`, and the endpoints in your reeve.yaml';
const NO_SERVER =
  'start one here with `reeve dev`, or say where it is: TEMPORAL_ADDRESS, --address, or a profile (TEMPORAL_PROFILE, --profile)';

/** By name, not by class: so that explaining an error loads no command that was not called. */
const KINDS: Record<string, Kind> = {
  BadInput: { exitCode: EXIT.badInput, hint: 'see the command with --help' },
  InvalidRequest: { exitCode: EXIT.badInput, hint: SEE_ENDPOINTS },
  ConfigurationError: { exitCode: EXIT.badInput },
  CommanderError: { exitCode: EXIT.badInput, hint: 'see `reeve --help`, or the command with --help' },
  KeyConflict: { exitCode: EXIT.keyConflict, hint: 'use another --key, or repeat the first request unchanged' },
  UnknownJob: { exitCode: EXIT.unknownJob, hint: 'see `reeve list`; a job is named by its id or by <endpoint>/<key>' },
  UnknownSchedule: { exitCode: EXIT.unknownJob, hint: 'see `reeve schedule list`' },
  ScheduleExists: { exitCode: EXIT.badInput, hint: 'choose another name, or change it with `reeve schedule update`' },
  TemporalUnreachable: { exitCode: EXIT.unreachable, hint: NO_SERVER },
  TransportError: { exitCode: EXIT.unreachable, prefix: 'Temporal cannot be reached: ', hint: NO_SERVER },
  NamespaceNotPrepared: {
    exitCode: EXIT.unreachable,
    hint: ({ commands }) => commands && `add what is missing: ${commands.join(' && ')}`,
  },
  MissingSearchAttributes: { exitCode: EXIT.unreachable },
  NotAvailable: { exitCode: EXIT.unreachable },
  BrokenSetting: { exitCode: EXIT.badInput },
  ServerFailed: { exitCode: EXIT.unreachable },
  PortTaken: { exitCode: EXIT.unreachable, hint: 'choose others with --port' },
  JobError: { exitCode: EXIT.jobFailed, hint: ({ jobId }) => jobId && `see \`reeve get ${jobId}\`` },
  NotAmbiguous: { exitCode: EXIT.badInput, hint: ({ jobId }) => jobId && `see \`reeve get ${jobId}\`` },
  StopFailed: { exitCode: EXIT.notDone, hint: ({ jobId }) => jobId && `see \`reeve get ${jobId}\`, then try again` },
  ExtendFailed: { exitCode: EXIT.notDone, hint: ({ jobId }) => jobId && `see \`reeve get ${jobId}\`` },
  EndpointUnusable: { exitCode: EXIT.unusable, hint: ({ advice }) => advice },
  Interrupted: { exitCode: EXIT.interrupted },
};

export function explainError(error: unknown): Explained {
  if (!Error.isError(error)) return { type: 'Error', message: String(error), exitCode: EXIT.internal };
  const fields = error as Fields;
  const kind = KINDS[error.name];
  if (kind === undefined) return unexpected(error);
  const hint = typeof kind.hint === 'function' ? kind.hint(fields) : kind.hint;
  return {
    type: error.name === 'JobError' && fields.type ? fields.type : error.name.replace('CommanderError', 'BadInput'),
    message: `${kind.prefix ?? ''}${error.message.replace(/^error: /, '')}`,
    exitCode: kind.exitCode,
    ...(hint !== undefined && { hint }),
    ...(fields.jobId !== undefined && { job: fields.jobId }),
    ...(isProblems(fields.problems) && { problems: fields.problems }),
    ...(fields.differences !== undefined && { differences: fields.differences }),
  };
}

/** A configuration's problems are lines already, and its message has them. */
function isProblems(problems: unknown): problems is readonly Problem[] {
  return Array.isArray(problems) && problems.every((problem) => typeof problem === 'object');
}

function unexpected(error: Error): Explained {
  const hint = 'this is a mistake in Reeve; with REEVE_DEBUG=1 it prints where';
  const message = process.env.REEVE_DEBUG ? (error.stack ?? error.message) : error.message;
  return { type: error.name, message, exitCode: EXIT.internal, hint };
}
