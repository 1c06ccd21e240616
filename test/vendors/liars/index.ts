import { DECLARING } from './declaring.ts';
import type { Liar } from './liar.ts';
import { LOOKING } from './looking.ts';
import { STARTING } from './starting.ts';
import { STOPPING } from './stopping.ts';

export const LIARS: readonly Liar[] = [...LOOKING, ...STOPPING, ...STARTING, ...DECLARING];
