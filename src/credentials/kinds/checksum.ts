import { crc32 } from 'node:zlib';

/** CRC-32 (IEEE) of ASCII text as 8 upper-case hexadecimal digits, as Atlassian's tokens end in it. */
export function crc32Hex(text: string): string {
  return crc32(text).toString(16).toUpperCase().padStart(8, '0');
}
