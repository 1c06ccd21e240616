import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Configurator, Operation } from './configurator.ts';
import { notFound } from './errors.ts';
import { featureView } from './views.ts';

/** GET features: a bare array; a name that nobody has gives an empty one. */
export const listFeatures: Operation = (call, { features }) => {
  const name = call.query.get('name');
  const found = features.all().filter((feature) => name === null || feature.name === name);
  return jsonReply(200, found.map(featureView));
};

export function readFeature(call: Call, id: string, { features }: Configurator): Reply {
  const feature = features.all().find((one) => String(one.id) === id);
  return feature === undefined ? notFound(call, `feature ${id}`) : jsonReply(200, featureView(feature));
}
