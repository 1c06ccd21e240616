import { conformanceKit } from './kit.ts';
import { lenovoXclarity } from './lenovo-xclarity.subject.ts';

conformanceKit(lenovoXclarity);
