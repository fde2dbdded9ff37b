/** The part of a token that is public: its prefix. */
const PUBLIC = 12;

/** Eight characters in a row of the secret part of a token that stand in a text, in upper or lower case, in clear or in base64. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return secrets.flatMap((secret) => {
    const forms = [secret.slice(PUBLIC), ...[0, 1, 2].map((shift) => base64Core(secret.slice(PUBLIC + shift)))];
    return forms.flatMap((form) => {
      for (let at = 0; at + 8 <= form.length; at += 1) {
        if (lower.includes(form.slice(at, at + 8).toLowerCase())) {
          return [`characters ${at} to ${at + 8} of a secret`];
        }
      }
      return [];
    });
  });
}

/** What base64 makes of a text wherever it begins, without the edges that its neighbours share. */
function base64Core(text: string): string {
  return Buffer.from(text).toString('base64').replace(/=+$/, '').slice(4, -4);
}
