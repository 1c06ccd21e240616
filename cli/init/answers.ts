import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { isEndpointName } from '../../contract/request.ts';
import { BrokenReference, resolveReferences } from '../../vendors/references.ts';
import { isVendorName, VENDORS } from '../../vendors/registry.ts';
import { BadInput } from '../bad-input.ts';
import { readNameValues } from '../name-values.ts';
import type { Asking, Question } from './asking.ts';
import { type Field, fieldSets, likeliest, wordsOf } from './schema-questions.ts';
import type { Answers, Existing, Typed } from './typed.ts';

const NAME = '1 to 40 of a-z, 0-9 and -';
const REFERENCE = /^\$\{(env|file):[^}]+\}$/;

/** All that is needed before the endpoint is reached. Throws `BadInput` with everything that is missing or wrong. */
export async function gather(typed: Typed, existing: Existing, asking: Asking): Promise<Answers> {
  // Read first: text that is no NAME=VALUE is wrong whatever the others are.
  const given = readNameValues('--credential', typed.credential, false);
  const set = readNameValues('--setting', typed.setting, true);
  const name = await asking.answer(nameQuestion(existing, typed), typed.name);
  const vendor = await asking.answer(VENDOR, typed.vendor);
  const url = await asking.answer(urlQuestion(typed), typed.url);
  const place: Place = { endpoint: name ?? 'endpoint', folder: dirname(resolve(typed.config)) };
  const credentials = await gatherCredentials(vendor, given, place, asking);
  const settings = await gatherSettings(vendor, set, place, asking);
  const isNew = !existing.hasInstallation;
  const installation = isNew ? await asking.answer(INSTALLATION, typed.installation) : undefined;
  if (asking.problems.length > 0) throw new BadInput(...asking.problems);
  // Each of them is there, or was complained of.
  const answers = { name, vendor, url, credentials, settings, ...(isNew && { installation }) };
  return answers as Answers;
}

const VENDOR: Question = {
  field: '--vendor',
  message: 'Which vendor?',
  expected: `one of ${Object.keys(VENDORS).join(', ')}`,
  choices: Object.keys(VENDORS),
  trouble: (text) => (isVendorName(text) ? undefined : VENDOR.expected),
};

const INSTALLATION: Question = {
  field: '--installation',
  message: 'Name of this installation, another than any other has',
  expected: `${NAME}: another name than any other installation has`,
  default: hostname()
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .slice(0, 40),
  trouble: (text) => (isEndpointName(text) ? undefined : NAME),
};

function nameQuestion({ endpoints }: Existing, { replace, config }: Typed): Question {
  return {
    field: 'name',
    message: 'Name of the endpoint, by which jobs refer to it',
    expected: `${NAME}, such as prime-dc1`,
    trouble(text) {
      if (!isEndpointName(text)) return NAME;
      return endpoints.includes(text) && !replace ? `a name that ${config} does not have yet, or --replace` : undefined;
    },
  };
}

function urlQuestion({ allowHttp }: Typed): Question {
  const expected = allowHttp ? 'an http: or https: URL' : 'an https: URL (http: with --allow-http alone)';
  return {
    field: '--url',
    message: 'URL of the endpoint',
    expected,
    trouble(text) {
      const url = URL.parse(text);
      if (url === null || !(url.protocol === 'https:' || (allowHttp && url.protocol === 'http:'))) return expected;
      return url.username || url.password || url.search || url.hash ? `${expected}, no user, query or #` : undefined;
    },
  };
}

interface Place {
  endpoint: string;
  /** Where relative paths begin. */
  folder: string;
}

type Values = Record<string, unknown>;

async function gatherCredentials(vendor: string | undefined, given: Values, place: Place, asking: Asking) {
  if (vendor === undefined || !isVendorName(vendor)) {
    const expected = 'what the vendor needs to log in: name=value, once for each';
    if (Object.keys(given).length === 0) asking.complain({ field: '--credential', found: 'nothing', expected });
    return given;
  }
  const sets = fieldSets(VENDORS[vendor].credentials);
  const set = likeliest(sets, Object.keys(given)) ?? (await chooseSet(sets, asking));
  return await gatherFields('--credential', set ?? [], given, place, asking);
}

async function chooseSet(sets: readonly Field[][], asking: Asking): Promise<Field[] | undefined> {
  const choices = sets.map(wordsOf);
  const chosen = await asking.answer(
    {
      field: '--credential',
      message: 'How does Reeve log in there?',
      expected: choices.join(', or '),
      choices,
      trouble: () => undefined,
    },
    undefined,
  );
  return chosen === undefined ? undefined : sets[choices.indexOf(chosen)];
}

async function gatherSettings(vendor: string | undefined, given: Values, place: Place, asking: Asking) {
  if (vendor === undefined || !isVendorName(vendor)) return given;
  return await gatherFields('--setting', fieldSets(VENDORS[vendor].settings).flat(), given, place, asking);
}

/** The fields that were given, whether known or not, and the required ones that were not. */
async function gatherFields(option: string, fields: readonly Field[], given: Values, place: Place, asking: Asking) {
  const values = { ...given };
  for (const field of fields) {
    const value = values[field.name];
    // JSON is the schema's to judge; what may be left out is not asked for.
    if ((value === undefined && !field.isRequired) || (value !== undefined && typeof value !== 'string')) continue;
    values[field.name] = await asking.answer(fieldQuestion(option, field, place), value);
  }
  return values;
}

function fieldQuestion(option: string, field: Field, place: Place): Question {
  const described = field.description === undefined ? field.name : `${field.name}: ${field.description}`;
  const question = { field: `${option} ${field.name}`, isSecret: field.isSecret };
  if (field.isSecret) {
    const expected = 'where it stands, ${env:NAME} or ${file:PATH}; never the secret itself';
    return {
      ...question,
      message: `${field.name}, as \${env:NAME} or \${file:PATH}`,
      expected,
      default: `\${env:${variableName(place.endpoint, field.name)}}`,
      trouble: (text) => (REFERENCE.test(text) ? unresolved(text, place) : expected),
    };
  }
  const { choices } = field;
  return {
    ...question,
    message: described,
    expected: choices === undefined ? 'a text' : `one of ${choices.join(', ')}`,
    ...(choices !== undefined && { choices }),
    trouble: (text) => unresolved(text, place) ?? unfit(field, resolveReferences(text, place.folder, process.env)),
  };
}

function unresolved(text: string, { folder }: Place): string | undefined {
  try {
    resolveReferences(text, folder, process.env);
    return undefined;
  } catch (error) {
    if (error instanceof BrokenReference) return `a reference that leads somewhere: ${error.message}`;
    throw error;
  }
}

function unfit({ schema }: Field, value: string): string | undefined {
  const words = schema.safeParse(value).error?.issues.map(({ message }) => message.replace(/^expected /, ''));
  return words?.join('; ');
}

/** `PRIME_DC1_ACCESS_CODE` for the field `accessCode` of `prime-dc1`. */
function variableName(endpoint: string, field: string): string {
  return `${endpoint}-${field.replaceAll(/[A-Z]/g, '-$&')}`.toUpperCase().replaceAll('-', '_');
}
