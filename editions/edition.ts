/** Who an edition is for: `private` reads rules with an admin's API token, `zero-egress` reads files only. */
export const EDITION_NAMES = ['private', 'zero-egress'] as const;

export type EditionName = (typeof EDITION_NAMES)[number];

/** One way to build the app. They differ in the manifest's permissions and in nothing else. */
export interface Edition {
  name: EditionName;
  /** May ask Atlassian sites whose token a rule carries; an option of the private edition. */
  liveCheck: boolean;
}

/** What `manifest.yml` describes. */
export const PRIVATE: Edition = { name: 'private', liveCheck: false };

export const EDITIONS: readonly Edition[] = [
  PRIVATE,
  { name: 'private', liveCheck: true },
  { name: 'zero-egress', liveCheck: false },
];

/** An edition that does not exist; the message is for the terminal. */
export class UnknownEdition extends Error {}

/** @throws UnknownEdition for another name, and for a live check in the edition that asks no outside host */
export function parseEdition(name: string = PRIVATE.name, liveCheck = false): Edition {
  const known = EDITION_NAMES.find((candidate) => candidate === name);
  if (known === undefined) {
    throw new UnknownEdition(`There is no edition ${name}. Choose one of: ${EDITION_NAMES.join(', ')}.`);
  }
  const edition = EDITIONS.find((candidate) => candidate.name === known && candidate.liveCheck === liveCheck);
  if (edition === undefined) {
    throw new UnknownEdition('The zero-egress edition asks Jira only, so it has no live check.');
  }
  return edition;
}

/** `private`, `private-live-check` or `zero-egress`: names its folder and its builds. */
export function labelOf({ name, liveCheck }: Edition): string {
  return liveCheck ? `${name}-live-check` : name;
}
