import { conformanceKit } from './kit.ts';
import { riverbedCmc } from './riverbed-cmc.subject.ts';

conformanceKit(riverbedCmc);
