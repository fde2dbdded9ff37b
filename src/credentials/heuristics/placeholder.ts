/**
 * Values that people write where a credential would stand. Compared whole and without case: a test for parts would
 * drop real values that happen to contain such a word.
 */
const WORDS = new Set(
  `password passwd pass pwd secret token key apikey api-key api_key api-token api_token apitoken access-token access_token
  accesstoken auth-token auth_token bearer basic user username email user-name your-token yourtoken your_token your-api-key
  your_api_key your-api-token your_api_token your-password your_password your-secret your_secret yourpassword yoursecret
  yourapikey my-token my_token mytoken my-password my_password mypassword my-secret my_secret mysecret my-api-key my_api_key
  the-token insert-token insert_token insert-token-here token-here tokenhere your-token-here your_token_here
  your-api-key-here your_api_key_here your_api_token_here your-api-token-here replace replaceme replace-me replace_me
  replace_with_token replace-with-token replace_with_your_token replace-with-your-token replace_with_destination_credential
  change changeme change-me change_me changeit change-it todo tbd fixme none null nil undefined empty n/a na test testing
  test-token test_token dummy dummy-token dummy_token fake fake-token fake_token sample sample-token example example-token
  example_token example-key placeholder redacted hidden masked removed secret-token secret_token secretkey secret-key
  secret_key supersecret super-secret super_secret some-token some_token sometoken foo bar baz foobar abc abc123 123 1234
  12345 123456 1234567 12345678 123456789 1234567890 true false yes no on off enabled disabled required optional
  no-check nocheck no_check access_key access-key private_key private-key client_secret client-secret clientsecret
  x-oauth-basic x-token-auth oauth2 api bot anonymous guest unused ignored open sesame authentication authorization`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Values that vendors print in their own documentation, in full. */
const SAMPLES = new Set([
  'open sesame', // RFC 7617, section 2: Aladdin
  'hunter2',
  'correcthorsebatterystaple',
  'correct horse battery staple',
]);

const TEMPLATES: readonly RegExp[] = [
  /^<[^<>]{0,200}>$/, // <token>
  /^\[[^[\]]{0,200}\]$/, // [token]
  /^\{{1,2}[^{}]{0,200}\}{1,2}$/, // {token}, {{token}}
  /^\$\{?[\w.:-]{1,200}\}?$/, // $TOKEN, ${TOKEN}
  /^%[\w.-]{1,200}%$/, // %TOKEN%
  /^@@?[\w.-]{1,100}@@?$/, // @token@
  /^__?[A-Z][\dA-Z_]{0,100}__?$/, // __TOKEN__
  /^(?:process\.env|os\.environ|env|secrets|vars|vault|config)[.:[][\w.'"[\]()-]{1,200}$/i,
  /^(?:your|my|the|insert|enter|put|add|replace|change|paste)(?:[ _-][a-z]{1,20}){1,8}$/i, // YOUR_API_TOKEN
  // BASE64_ENCODED_CREDENTIALS, ATLASSIAN_API_TOKEN: the name of what belongs here.
  /^(?=[A-Z\d_]{0,80}(?:TOKEN|KEY|SECRET|PASSWORD|CREDENTIAL|ENCODED|HERE|REPLACE|PLACEHOLDER|AUTH))[A-Z][A-Z\d]{1,30}(?:_[A-Z][A-Z\d]{0,30}){1,8}$/,
  /^[\w.+/=-]{1,30}(?:\.{3}|…)$/, // ATATT3…, abbreviated
  // base64(email:api_token), $(echo -n email:token | base64): how the value is made, written where it should be.
  /^\$?\(?(?:to|encode)?[_ ]?(?:base-?64|b64|btoa|echo|printf|cat)\w{0,10}[ (][^\n]{0,150}\)$/i,
  // base64_encoded_credentials, Base64-encoded email:token
  /^base-?64[ _-]?(?:encoded?|of|string|credentials?|value)(?:[ _:-]?[a-z]{1,20}){0,6}$/i,
  /^encoded[ _-]?(?:credentials?|token|string|value|auth|user)(?:[ _:-]?[a-z]{1,20}){0,4}$/i,
  /^(?:token|key|secret|password|value)(?:[ _-](?:goes|here|value|placeholder|example|sample|redacted)){1,3}$/i,
];

/**
 * True for what stands in a credential's place without being one. A single repeated character counts only below
 * 20 of them: masked exports keep the length of the value and fill it with X.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === '' || isMask(text)) {
    return true;
  }
  if (text.length > 200) {
    return false;
  }
  const lower = text.toLowerCase();
  if (WORDS.has(lower) || SAMPLES.has(lower)) {
    return true;
  }
  if (/EXAMPLE(?:KEY)?$/.test(text)) {
    return true;
  } // the form of the samples in the documentation of AWS
  if (text.length < 20 && /^(.)\1*$/su.test(text)) {
    return true;
  }
  return TEMPLATES.some((template) => template.test(text));
}

/** What the Automation API puts in a value's place when it is asked to redact, or does so by itself. */
export function isWithheld(value: string): boolean {
  return /^\*{3,}$/.test(value.trim());
}

/** What a redacted read or an export puts in a value's place: `***`, also longer, also as dots. */
export function isMask(value: string): boolean {
  return /^(?:\*{3,}|[•●]{3,}|\.{3,}|…)$/u.test(value.trim());
}
