/**
 * An email as it is compared: lower case, and composed, since `ü` may be one character or two (Unicode, NFC). Null where there is
 * none.
 */
export function normaliseEmail(text: string | null | undefined): string | null {
  const email = (text ?? '').normalize('NFC').trim().toLowerCase();
  return email === '' ? null : email;
}
