import type { StoredRule } from '../organization';

type Shelf = readonly StoredRule[];

const indexes = new WeakMap<Shelf, Map<string, number>>();

/** The rule of a product by its id, without looking through all of them each time. Rules may be added and removed. */
export function findRule(rules: Shelf, product: string | undefined, uuid: string | undefined): StoredRule | undefined {
  const isWanted = (stored: StoredRule | undefined): stored is StoredRule =>
    stored?.uuid === uuid && stored?.product === product;
  const known = rules[indexOf(rules).get(`${product}/${uuid}`) ?? -1];
  if (isWanted(known)) {
    return known;
  }
  const place = rules.findIndex(isWanted);
  if (place >= 0) {
    indexes.delete(rules);
  }
  return rules[place];
}

function indexOf(rules: Shelf): Map<string, number> {
  const known = indexes.get(rules);
  if (known !== undefined) {
    return known;
  }
  const made = new Map(rules.map(({ product, uuid }, place) => [`${product}/${uuid}`, place]));
  indexes.set(rules, made);
  return made;
}
