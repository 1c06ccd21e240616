/** What was typed on the command line of `reeve init`. */
export interface Typed {
  name?: string;
  vendor?: string;
  url?: string;
  /** `name=text` each: what the endpoint's `credentials` hold. */
  credential: readonly string[];
  /** `name=text` or `name:=JSON` each: the vendor's own fields. */
  setting: readonly string[];
  /** Of a new configuration. */
  installation?: string;
  /** File with the authority's certificate, in PEM. */
  ca?: string;
  /** Of the certificate to trust, SHA-256. */
  fingerprint?: string;
  allowHttp?: boolean;
  /** Write over an endpoint, and a certificate, of that name. */
  replace?: boolean;
  /** Write even where the check shows a plain no. */
  force?: boolean;
  /** Path of `reeve.yaml`. */
  config: string;
}

/** What is known of an endpoint before its server has been asked. */
export interface Answers {
  name: string;
  vendor: string;
  url: string;
  credentials: Readonly<Record<string, unknown>>;
  /** The vendor's own fields. */
  settings: Readonly<Record<string, unknown>>;
  /** Undefined where the configuration has one. */
  installation?: string;
}

/** What the configuration has already. */
export interface Existing {
  /** Names of its endpoints. */
  endpoints: readonly string[];
  hasInstallation: boolean;
}
