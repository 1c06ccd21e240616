import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { EndpointAccess } from '../vendor-module.ts';

export const SCOPES = {
  read: 'mcs:oci:api:User',
  create: 'mcs:oci:api:PrivilegedUser',
  approve: 'mcs:oci:api:Approver',
} as const;
export type Scope = (typeof SCOPES)[keyof typeof SCOPES];

export const settings = z.strictObject({
  supportIdentifier: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, 'expected a Customer Support Identifier')
    .describe('The Customer Support Identifier (CSI).'),
  serviceType: z.enum(['EBSO', 'EBSZ', 'EBSI']),
  identifier: z.guid().describe("The GUID that the self-service platform gave when the customer's JWKS URI was set."),
});
export type Settings = z.output<typeof settings>;

const HERE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A client secret goes there, so it is no plain http to anywhere but this machine. */
const tokenUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => text.startsWith('https:') || HERE.has(new URL(text).hostname), 'expected https:');

const clientCredentials = z.strictObject({
  tokenUrl: tokenUrl.describe("The customer's own OAuth server."),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scope: z
    .string()
    .min(1)
    .default(Object.values(SCOPES).join(' '))
    .describe('Scopes to ask for, with blanks between. Default: all that Reeve needs.'),
});
export type ClientCredentials = z.output<typeof clientCredentials>;

const tokenInFile = z.strictObject({
  tokenFile: z
    .string()
    .refine(isAbsolute, 'expected an absolute path')
    .describe('Absolute path of a file with the token and nothing else; something other than Reeve renews it.'),
});

export const credentials = z.union([clientCredentials, tokenInFile], {
  error: 'expected tokenUrl (https:), clientId and clientSecret, or tokenFile with an absolute path',
});
export type Credentials = z.output<typeof credentials>;

export type Access = EndpointAccess<Settings, Credentials>;
