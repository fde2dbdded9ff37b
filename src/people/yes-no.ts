/** What a column of yes and no says, in the words of the exports’ languages; null for any other word. */
export function readYesNo(word: string): boolean | null {
  const plain = word.toLowerCase();
  if (['yes', 'y', 'true', 't', '1', 'ja', 'oui', 'sí', 'si'].includes(plain)) {
    return true;
  }
  return ['no', 'n', 'false', 'f', '0', 'nein', 'non'].includes(plain) ? false : null;
}
