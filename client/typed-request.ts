import type { z } from 'zod';
import type { JobRequest } from '../contract/job.ts';
import type { PARAMS, VendorName } from '../vendors/params.ts';

type Schemas = typeof PARAMS;

/** The operations of a vendor, or of any of several. */
export type OperationOf<V extends VendorName> = V extends VendorName ? keyof Schemas[V] & string : never;

/** What an operation takes: a parameter that has a default may be left out. */
export type ParamsOf<V extends VendorName, O extends OperationOf<V>> = Schemas[V][O & keyof Schemas[V]] extends infer S
  ? z.input<S>
  : never;

/** Parameters are needed to start a job, and allowed where one that runs already is adopted. */
type Work<Params> = { params: Params; adopt?: never } | { params?: Params; adopt: NonNullable<JobRequest['adopt']> };

type RequestOf<V extends VendorName, O extends OperationOf<V>> = Omit<JobRequest, 'operation' | 'params' | 'adopt'> & {
  /**
   * The vendor behind the endpoint, for the compiler alone: it is not sent. Only needed where two vendors have an
   * operation of one name.
   */
  vendor?: V;
  operation: O;
} & Work<ParamsOf<V, O>>;

/**
 * A request whose parameters the compiler checks: any operation of any vendor, or of one vendor, or one operation.
 *
 * ```ts
 * const push = { endpoint: 'cmc', operation: 'push', params: { features: [1], siteIds: [2] }, expiresIn: '1h' } satisfies
 *   TypedRequest<'riverbed-cmc'>;
 * ```
 */
export type TypedRequest<V extends VendorName = VendorName, O extends OperationOf<V> = OperationOf<V>> = {
  [Vendor in V]: { [Operation in O & OperationOf<Vendor>]: RequestOf<Vendor, Operation> }[O & OperationOf<Vendor>];
}[V];

/** The request as it is sent. */
export function withoutVendor({ vendor, ...request }: TypedRequest): JobRequest {
  return request;
}
