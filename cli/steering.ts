import type { Command } from 'commander';
import type { SteerAnswer, SteerVerb } from '../client/index.ts';
import { type AskerOptions, addAskerOptions, askerOf, checkConfirmWithin } from './asker.ts';
import { eachJob, withDetails } from './each-job.ts';
import { EXIT } from './exit-codes.ts';
import { interruption } from './interrupted.ts';
import { plain } from './print.ts';
import { addConnectionOptions, type ConnectionOptions } from './with-reeve.ts';

interface Options extends ConnectionOptions, AskerOptions {
  confirmWithin: string;
  json?: boolean;
}

/** What `reeve suspend` and `reeve resume` have in common: all but their words. */
export function addSteering(
  program: Command,
  verb: SteerVerb,
  { summary, description, help }: Record<'summary' | 'description' | 'help', string>,
): void {
  const command = program
    .command(verb)
    .summary(summary)
    .description(description)
    .argument('<job...>', 'job ids, or <endpoint>/<key>');
  addAskerOptions(command)
    .option('--confirm-within <duration>', 'how long to wait for the answers', '5 minutes')
    .option('--json', 'print a line of JSON for each job')
    .addHelpText('after', help)
    .action((jobs: string[], options: Options) => steer(verb, jobs, options));
  addConnectionOptions(command);
}

async function steer(verb: SteerVerb, jobs: string[], options: Options): Promise<void> {
  const { confirmWithin } = options;
  checkConfirmWithin(confirmWithin);
  const signal = interruption(`the ${verb} goes on; \`reeve get\` shows what the next look sees`);
  const asked = { ...askerOf(options), confirmWithin, signal };
  await eachJob(jobs, options, {
    ask: (job) => job[verb](asked),
    words: answerWords,
    exitCode: ({ reply }) => exitCodeOfReply(reply),
  });
}

export function exitCodeOfReply(reply: SteerAnswer['reply']): number {
  return reply === 'accepted' ? EXIT.ok : EXIT.notDone;
}

function answerWords({ reply, message, note }: SteerAnswer): string {
  return withDetails(reply, [message && plain(message), note && plain(note)]);
}
