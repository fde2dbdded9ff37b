// Everything that manifest.yml names, and nothing else.
export { admin } from './resolvers/admin';
export { dailyCheck } from './entry/daily-check';
export { installed } from './entry/installed';
export { scanChunk } from './entry/scan-step';
export { userLeft } from './entry/user-left';
export { weeklyScan } from './entry/weekly-scan';
