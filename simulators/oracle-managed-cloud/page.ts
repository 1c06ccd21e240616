import type { CallKind } from '../core/call.ts';
import { SCOPES, type Scope } from './users.ts';

/** What a page of the vendor's says about its call: who may, and in which words it is refused. */
export interface Page {
  name:
    | 'create'
    | 'conflicts'
    | 'list'
    | 'details'
    | 'schedule'
    | 'cancel'
    | 'status'
    | 'steps'
    | 'types'
    | 'operations'
    | 'services';
  /** To create and to schedule are both a start: only together do they make something run. */
  kind: CallKind;
  scope: Scope;
  /** Whether the page lists the Identifier header. */
  isIdentified: boolean;
  ownOnly: string;
}

/** The pages of one kind of executions. */
export type ProductPages = Record<'create' | 'conflicts' | 'list' | 'details' | 'schedule' | 'cancel', Page>;

export const page = (
  name: Page['name'],
  kind: CallKind,
  scope: Scope,
  isIdentified: boolean,
  ownOnly: string,
): Page => ({ name, kind, scope, isIdentified, ownOnly });

const { approver, privileged, user } = SCOPES;

/** The pages of bounces and of CEMLI patches say the same words, and all of them list the Identifier header. */
function siblingPages(what: string): ProductPages {
  const forInstances = (verb: string) => `You can ${verb} ${what} execution only for your customer instances.`;
  const ofCustomer = (verb: string) => `You can get ${verb} only for your customer.`;
  return {
    create: page('create', 'start', privileged, true, forInstances('create')),
    conflicts: page('conflicts', 'look', approver, true, forInstances('get conflict details for a')),
    list: page('list', 'look', user, true, ofCustomer(`a list of ${what} execution details`)),
    details: page('details', 'look', user, true, ofCustomer(`${what} execution details`)),
    schedule: page('schedule', 'start', approver, true, forInstances('schedule')),
    cancel: page('cancel', 'cancel', approver, true, forInstances('cancel')),
  };
}

export const BOUNCE_PAGES = siblingPages('bounce');
export const PATCH_PAGES = siblingPages('CEMLI');
