/** What the `reeve` command says to scripts. */
export const EXIT = {
  ok: 0,
  jobFailed: 1,
  badInput: 2,
  unreachable: 3,
  notDone: 4,
  unknownJob: 5,
  keyConflict: 6,
  unusable: 7,
  internal: 70,
  interrupted: 130,
} as const;

const MEANINGS: Record<keyof typeof EXIT, string> = {
  ok: 'done; for a job: it succeeded; for a stop: the job is over or was never started',
  jobFailed: 'the job did not succeed (run --wait)',
  badInput: 'bad input: nothing was started',
  unreachable: 'Temporal, or the embedded server, cannot be used',
  notDone:
    'a stop, extend, suspend or resume was refused, is unsupported, or is not confirmed; a trigger started no job',
  unknownJob: 'no such job, or no such schedule',
  keyConflict: 'the key belongs to a job with another request',
  unusable: 'an endpoint cannot be used as it is configured (endpoints check, init)',
  internal: 'a mistake in Reeve',
  interrupted: 'interrupted; the job, or what was asked of it, goes on',
};

/** Every code with its meaning, the lowest first. */
export function exitCodes(): { code: number; meaning: string }[] {
  const names = Object.keys(EXIT) as (keyof typeof EXIT)[];
  return names.map((name) => ({ code: EXIT[name], meaning: MEANINGS[name] }));
}

/** The table for `reeve --help`. */
export function exitCodeHelp(): string {
  const lines = exitCodes().map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`);
  return ['Exit codes:', ...lines].join('\n');
}

/** What several jobs come to: the code that most needs somebody to act. */
export function worstExit(codes: readonly number[]): number {
  const gravest = [EXIT.internal, EXIT.interrupted, EXIT.unreachable, EXIT.notDone, EXIT.unknownJob];
  return gravest.find((code) => codes.includes(code)) ?? Math.max(EXIT.ok, ...codes);
}
