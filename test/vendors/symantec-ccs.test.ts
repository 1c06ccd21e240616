import { conformanceKit } from './kit.ts';
import { symantecCcs } from './symantec-ccs.subject.ts';

conformanceKit(symantecCcs);
