import { z } from 'zod';

/** What a header or a form can hold without any doubt about its encoding. */
const code = z.string().regex(/^[\x21-\x7e]+$/, 'expected the access code from the web interface, without spaces');

const oauth = z.strictObject({ accessCode: code.describe("For OAuth, from the appliance's web interface.") });
const password = z.strictObject({
  username: z.string().min(1),
  password: z.string().min(1),
  login: z
    .enum(['cookie', 'basic'])
    .optional()
    .describe('Default `cookie`; `basic` sends the password with each call.'),
});

/** An access code for OAuth, or a name and a password for a cookie or, with `login: basic`, for each call. */
export const credentials = z.union([oauth, password], {
  error: 'expected accessCode, or username and password, and with these login: cookie or basic where wanted',
});
export type CmcCredentials = z.output<typeof credentials>;
export type CmcPassword = z.output<typeof password>;
