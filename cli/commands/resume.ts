import type { Command } from 'commander';
import { addSteering } from '../steering.ts';

const HELP = `
Answers as \`reeve suspend\` does: accepted with exit code 0; refused, unsupported, unconfirmed with 4.

Examples:
  reeve resume prime-lab/CHG-4711
  reeve resume prime-lab/A prime-lab/B --json`;

export function addResume(program: Command): void {
  addSteering(program, 'resume', {
    summary: 'resume suspended jobs, where their vendor can',
    description: 'Asks vendors to resume suspended jobs and says for each what the vendor replied.',
    help: HELP,
  });
}
