import { createPushEvents } from '../platform/forge-queue';
import { egressFetch, jiraAsApp } from '../platform/forge-fetch';
import { reportPersonalData } from '../platform/forge-privacy';
import { forgeLog } from '../platform/log';
import { systemClock } from '../platform/clock';
import { startSystemTimer } from '../platform/timer';
import type { ScanPorts } from './ports';

/** The outside as Forge gives it, made anew for each invocation: nothing is kept between tenants. */
export function forgePorts(): ScanPorts {
  return {
    clock: systemClock,
    startTimer: startSystemTimer,
    random: Math.random,
    egress: egressFetch,
    jira: jiraAsApp,
    push: createPushEvents(systemClock),
    reportPersonalData,
    log: forgeLog,
  };
}
