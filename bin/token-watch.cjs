#!/usr/bin/env node
// The command of the package that `npm run -s pack` makes. In a form that old releases of Node.js understand, too.
'use strict';

const { existsSync } = require('fs');
const { join } = require('path');

const program = join(__dirname, '..', 'dist', 'cli.cjs');

function refuse(why) {
  process.stderr.write(`token-watch: ${why}\n`);
  process.exitCode = 2;
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  refuse(`Node 20 or later is needed; this is ${process.versions.node}.`);
} else if (!existsSync(program)) {
  refuse('this package was packed without its program; run `npm run -s pack` in the checkout, which builds it first.');
} else {
  require(program);
}
