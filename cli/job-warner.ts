import type { JobRequest } from '../contract/job.ts';
import { printJson, printNote } from './print.ts';

/** Warns once of what cannot be put right after a start, as soon as the vendor is known. */
export interface Warner {
  /** From whatever may tell the vendor; does nothing without one, of a closed job, and where it has warned before. */
  warn(from: { vendor?: string; closedAt?: string }): Promise<void>;
  isDone(): boolean;
}

export function createWarner(request: JobRequest, isJson?: boolean): Warner {
  let isDone = false;
  return {
    isDone: () => isDone,
    async warn({ vendor, closedAt }) {
      if (isDone || vendor === undefined || closedAt !== undefined) return;
      isDone = true;
      const { isVendorName, VENDORS } = await import('../vendors/registry.ts');
      // The workers may be newer than this command.
      if (!isVendorName(vendor)) return;
      const { jobWarnings } = await import('../vendors/job-warnings.ts');
      for (const warning of jobWarnings(VENDORS[vendor].capabilities, request)) {
        if (isJson) printJson({ event: 'warning', vendor, ...warning });
        else printNote(`Warning: ${vendor}: ${warning.message}.\n  What to do: ${warning.whatToDo}`);
      }
    },
  };
}
