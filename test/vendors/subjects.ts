import { ciscoPrime } from './cisco-prime.subject.ts';
import { lenovoXclarity } from './lenovo-xclarity.subject.ts';
import { oracleManagedCloud } from './oracle-managed-cloud.subject.ts';
import { riverbedCmc } from './riverbed-cmc.subject.ts';
import { CISCO_PRIME_ROWS } from './rows/cisco-prime.ts';
import { LENOVO_XCLARITY_ROWS } from './rows/lenovo-xclarity.ts';
import { ORACLE_MANAGED_CLOUD_ROWS } from './rows/oracle-managed-cloud.ts';
import { RIVERBED_CMC_ROWS } from './rows/riverbed-cmc.ts';
import type { Rows } from './rows/row.ts';
import { SYMANTEC_CCS_ROWS } from './rows/symantec-ccs.ts';
import type { Subject } from './subject.ts';
import { symantecCcs } from './symantec-ccs.subject.ts';

/** Each vendor with what is known of its API. */
export const SUBJECTS: readonly { subject: Subject; rows: Rows }[] = [
  { subject: ciscoPrime('xml'), rows: CISCO_PRIME_ROWS },
  { subject: lenovoXclarity, rows: LENOVO_XCLARITY_ROWS },
  { subject: riverbedCmc, rows: RIVERBED_CMC_ROWS },
  { subject: oracleManagedCloud, rows: ORACLE_MANAGED_CLOUD_ROWS },
  { subject: symantecCcs, rows: SYMANTEC_CCS_ROWS },
];
