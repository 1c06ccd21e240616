import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** What a stamp is made of: it survives a reset of the workflow, and differs from start to start. */
interface Origin {
  namespace: string;
  installation: string;
  workflowId: string;
  firstExecutionRunId: string;
}

/** Reeve's mark at the vendor: `rv-` and 16 characters of base32 (RFC 4648, small letters), 80 bits of a SHA-256. */
export function stampOf({ namespace, installation, workflowId, firstExecutionRunId }: Origin): string {
  const text = JSON.stringify([namespace, installation, workflowId, firstExecutionRunId]);
  const digest = createHash('sha256').update(text).digest().subarray(0, 10);
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{5}/g) ?? [];
  return `rv-${letters.map((five) => ALPHABET[Number.parseInt(five, 2)]).join('')}`;
}
