/** A CLI template, and how a deployment of it goes. Durations are vendor seconds. */
export interface Template {
  name: string;
  ends: 'success' | 'failure' | 'partial';
  /** Infinity: runs until it is cancelled. */
  seconds: number;
  /** The running instance cannot be cancelled: cancelrunning lists it under failure. */
  isStubborn?: boolean;
  /** Other than the simulator's: how long a cancel takes. */
  stopSeconds?: number;
  /** What it asks for, as the API shows it; nothing is checked when it is deployed. @default one that is optional */
  variables?: TemplateVariable[];
}

export interface TemplateVariable {
  name: string;
  required: boolean;
}

const variables = (required: boolean, ...names: string[]) => names.map((name) => ({ name, required }));

const INTERFACE = [
  ...variables(true, 'InterfaceName'),
  ...variables(false, 'Description', 'StaticAccessVLan', 'A1', 'NativeVLan', 'duplexField', 'TrunkAllowedVLan'),
  ...variables(false, 'spd', 'VoiceVlan', 'PortFast'),
];

// The last two are named in public clients' code, which should run here unchanged.
export const TEMPLATES: readonly Template[] = [
  { name: 'Config-Push', ends: 'success', seconds: 20 },
  { name: 'Config-Push-Fast', ends: 'success', seconds: 2 },
  { name: 'Config-Push-Bad', ends: 'failure', seconds: 10 },
  { name: 'Config-Push-Partial', ends: 'partial', seconds: 15 },
  { name: 'Config-Push-Slow', ends: 'success', seconds: 3600 },
  { name: 'Config-Push-Stubborn', ends: 'success', seconds: 120, isStubborn: true },
  { name: 'Config-Push-Slow-Stop', ends: 'success', seconds: 3600, stopSeconds: 20 },
  { name: 'Config-Push-Endless', ends: 'success', seconds: Number.POSITIVE_INFINITY },
  { name: 'Configure Interface', ends: 'success', seconds: 20, variables: INTERFACE },
  { name: 'API_CALL_reload_switch', ends: 'success', seconds: 20, variables: variables(false, 'waittimeout') },
];

export interface TemplateList {
  all(): Template[];
  find(name: string): Template | undefined;
}

export function createTemplates(more: Template[], unknown: 'refuse' | 'run'): TemplateList {
  const byName = new Map([...TEMPLATES, ...more].map((template) => [template.name, template]));
  return {
    all: () => [...byName.values()],
    find: (name) => byName.get(name) ?? (unknown === 'run' ? { name, ends: 'success', seconds: 20 } : undefined),
  };
}
