import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgram } from '../program';
import { documentOf } from './render-help';

// Writes docs/command-line.md; `npm run -s command-line` begins it in the root of the checkout.
writeFileSync(join('docs', 'command-line.md'), documentOf(createProgram(() => undefined)));
