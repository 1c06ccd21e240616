import type { Call } from '../core/call.ts';
import type { Appliance } from './appliance.ts';
import type { Device } from './devices.ts';
import type { Job } from './job.ts';
import { ORDINARY_POWER } from './works.ts';

const STATES: Readonly<Record<string, boolean>> = {
  powerOn: true,
  powerOff: false,
  powerOffSoftGraceful: false,
  powerOffHardGraceful: false,
  powerCycleSoft: true,
  powerCycleSoftGrace: true,
  powerCycleHard: true,
  reset: true,
  virtualReseat: true,
  powerNMI: true,
  bootToF1: true,
};

export function isPowerState(word: unknown): word is string {
  return typeof word === 'string' && Object.hasOwn(STATES, word);
}

export interface PowerAction {
  device: Device;
  state: string;
}

/** One job for the action on one device or on many. */
export function startPower(call: Call, actions: PowerAction[], { jobs, works }: Appliance): Job {
  const targets = actions.map(({ device }) => device);
  const job = jobs.create({
    title: `Power action ${actions[0]?.state} on ${targets.map((device) => device.name).join(', ')}`,
    category: 'Power Management',
    user: call.user ?? '',
    call,
    content: JSON.stringify(actions.map(({ device, state }) => [device.uuid, state])),
    behaviour: works.find(targets.map((device) => device.name)) ?? ORDINARY_POWER,
    target: targets[0]?.uuid,
    parts: actions.map(({ device, state }) => ({ title: `${state} ${device.name}`, target: device.uuid })),
    onComplete: () => {
      for (const { device, state } of actions) device.isOn = STATES[state] ?? device.isOn;
    },
  });
  call.ids.push(job.uid);
  return job;
}
