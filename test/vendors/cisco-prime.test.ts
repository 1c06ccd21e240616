import { ciscoPrime } from './cisco-prime.subject.ts';
import { conformanceKit } from './kit.ts';

conformanceKit(ciscoPrime('xml'));
// v1 shows a list of one as the thing itself, v4 has numbers where the others have texts.
conformanceKit(ciscoPrime('json', 'v1'));
conformanceKit(ciscoPrime('json', 'v4'));
