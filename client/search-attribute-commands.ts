import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';

type Name = keyof typeof SEARCH_ATTRIBUTES;

export const SEARCH_ATTRIBUTE_NAMES = Object.keys(SEARCH_ATTRIBUTES) as Name[];

/** What adds search attributes to a namespace, for who may: on a server of one's own, and on Temporal Cloud. */
export function searchAttributeCommands(names: readonly Name[], namespace?: string): string[] {
  const where = namespace === undefined ? '' : `--namespace ${namespace} `;
  const own = names.map((name) => `--name ${name} --type ${SEARCH_ATTRIBUTES[name]}`);
  const cloud = names.map((name) => `--search-attribute "${name}=${SEARCH_ATTRIBUTES[name]}"`);
  return [
    `temporal operator search-attribute create ${where}${own.join(' ')}`,
    `tcld namespace search-attributes add ${where}${cloud.join(' ')}`,
  ];
}
