import { createPushEvents } from './forge-queue';
import { egressFetch, jiraAsApp } from './forge-fetch';
import { reportPersonalData } from './forge-privacy';
import { forgeLog } from './log';
import { systemClock } from './clock';
import { startSystemTimer } from './timer';
import type { AppPorts } from './ports';

/** The outside as Forge gives it, made anew for each invocation: nothing is kept between tenants. */
export function forgePorts(): AppPorts {
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
