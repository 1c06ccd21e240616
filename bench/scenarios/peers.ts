import { LOOPS, type Loop } from '../peers/names.ts';
import type { Figure, Samples, Scenario, Unit } from '../scenario.ts';
import { median } from '../statistics.ts';
import { playTurns, type Turn } from './peers-turns.ts';

const RIVALS = ['reeve', ...LOOPS] as const;

const WORDS: Record<'reeve' | Loop, string> = {
  reeve: 'Reeve',
  timerLoop: 'timer loop',
  retriedLook: 'activity retry',
  heartbeatLoop: 'heartbeating loop',
};

const PLAIN: [key: keyof Turn, text: string, unit: Unit][] = [
  ['wallMs', 'wall', 'ms'],
  ['cpuMs', 'CPU of worker and server, per job', 'ms'],
  ['callsPerJob', 'vendor calls per job', 'count'],
  ['writesPerJob', 'server writes per job', 'count'],
  ['delayP50Ms', 'from the finish to the caller, median', 'ms'],
  ['delayP95Ms', 'from the finish to the caller, p95', 'ms'],
];

const BARE = 'bare workflow with two activities and a timer, which looks at nothing';

const nameOf = (rival: string, key: keyof Turn) => `${rival}.${key}`;

const plain: Figure[] = PLAIN.flatMap(([key, text, unit]) =>
  RIVALS.map((rival) => ({ name: nameOf(rival, key), text: `${text}: ${WORDS[rival]}`, unit })),
);

/** Reeve beside what somebody writes who knows Temporal well. */
export const peers: Scenario = {
  name: 'peers',
  what: '1,000 jobs of 10 s, requested at once, looked at every second; in turns with three hand-written workflows and a bare one',
  figures: [
    { name: 'wallRatio', text: "wall, of the fastest loop's median", unit: 'ratio', atMost: 1 },
    { name: 'cpuRatio', text: "CPU of worker and server, of the heartbeating loop's", unit: 'ratio', atMost: 0.8 },
    { name: 'callsPerJob', text: 'vendor calls per job', unit: 'count', atMost: 1.2 },
    { name: 'delayMore', text: "p95 of the delay, above the heartbeating loop's", unit: 'ms', atMost: 1_000 },
    ...plain,
    { name: 'bare.cpuMs', text: `CPU of worker and server: ${BARE}`, unit: 'ms' },
    { name: 'bare.cpuRatio', text: `CPU, of the heartbeating loop's: ${BARE}`, unit: 'ratio' },
  ],
  async run(context) {
    const turns = await playTurns(context);
    const of = (rival: (typeof RIVALS)[number], key: keyof Turn) => turns[rival].map((turn) => turn[key]);
    const fastest = Math.min(...LOOPS.map((loop) => median(of(loop, 'wallMs'))));
    const beating = (key: keyof Turn) => median(of('heartbeatLoop', key));
    const samples: Samples = {
      wallRatio: of('reeve', 'wallMs').map((ms) => ms / fastest),
      cpuRatio: of('reeve', 'cpuMs').map((ms) => ms / beating('cpuMs')),
      callsPerJob: of('reeve', 'callsPerJob'),
      delayMore: of('reeve', 'delayP95Ms').map((ms) => ms - beating('delayP95Ms')),
    };
    samples['bare.cpuMs'] = turns.bare.map(({ cpuMs }) => cpuMs);
    samples['bare.cpuRatio'] = turns.bare.map(({ cpuMs }) => cpuMs / beating('cpuMs'));
    for (const rival of RIVALS) for (const [key] of PLAIN) samples[nameOf(rival, key)] = of(rival, key);
    return samples;
  },
};
