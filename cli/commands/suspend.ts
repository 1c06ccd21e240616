import type { Command } from 'commander';
import { addSteering } from '../steering.ts';

const HELP = `
Answers what the vendor replied: accepted (with a note where that means less than it sounds): exit code 0. refused,
unsupported (this vendor cannot), unconfirmed (not known whether it was done): 4. The job is watched on and its expiry
runs on; \`reeve get\` says suspended once a look has seen it.

Examples:
  reeve suspend prime-lab/CHG-4711 --reason "change freeze"
  reeve suspend prime-lab/A prime-lab/B --json`;

export function addSuspend(program: Command): void {
  addSteering(program, 'suspend', {
    summary: 'suspend jobs, where their vendor can',
    description: 'Asks vendors to suspend jobs and says for each what the vendor replied.',
    help: HELP,
  });
}
