import { conformanceKit } from './kit.ts';
import { oracleManagedCloud } from './oracle-managed-cloud.subject.ts';

conformanceKit(oracleManagedCloud);
