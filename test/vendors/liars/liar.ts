import type { Capabilities, Looked, Vendor } from '../../../contract/vendor.ts';
import type { Http } from '../../../vendors/http.ts';
import type { EndpointAccess, VendorModule } from '../../../vendors/vendor-module.ts';

/** A vendor that lies in one way, made of a truthful one, and the case that must catch it. */
export interface Liar {
  lie: string;
  caughtBy: string;
  /** `operation` is the truthful vendor's first one. */
  of(module: VendorModule): VendorModule;
}

type Access = EndpointAccess<unknown, unknown>;
type Verbs = Partial<Vendor>;

export const telling =
  (change: (vendor: Vendor, access: Access, again: () => Vendor) => Verbs) => (module: VendorModule) => ({
    ...module,
    create(access: Access): Vendor {
      const vendor = module.create(access);
      return { ...vendor, ...change(vendor, access, () => module.create(access)) };
    },
  });

export const sending = (change: (http: Http) => Http['send']) => (module: VendorModule) => ({
  ...module,
  create: (access: Access) => module.create({ ...access, http: { ...access.http, send: change(access.http) } }),
});

export const declaring =
  (more: Partial<Capabilities>) =>
  (module: VendorModule): VendorModule => ({ ...module, capabilities: { ...module.capabilities, ...more } });

/** Changes each reading of a look; what is no reading stays. */
export const retelling = (change: (looked: Looked, at: number) => Looked) =>
  telling((vendor) => ({
    look: async (handles, context) => (await vendor.look(handles, context)).map(change),
  }));

export const isReading = (looked: Looked) => !(looked instanceof Error);
