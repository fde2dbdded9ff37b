// Everything that manifest.yml names, and nothing else.
export { admin } from './handlers/admin';
export { dailyCheck } from './handlers/daily-check';
export { installed } from './handlers/installed';
export { scanChunk } from './handlers/scan-chunk';
export { userLeft } from './handlers/user-left';
export { weeklyScan } from './handlers/weekly-scan';
