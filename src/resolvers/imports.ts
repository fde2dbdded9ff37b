import {
  changeImport as change,
  finishImport as finish,
  listImports,
  removeImport as remove,
} from '../imports/finish-import';
import { importPart as readPart } from '../imports/import-part';
import { scheduleRecheck } from '../scan/schedule-recheck';
import { rememberSite } from '../storage/configuration';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import {
  changeImportRequest,
  finishImportRequest,
  importPartRequest,
  nothing,
  removeImportRequest,
} from './admin-requests';
import { statementOfDay, type FileStatement } from '../people/file-reading';
import { note } from './audit';

/** Judged again soon after a file came; several in a row are judged together. */
const SOON = 5;

/** Reads one part of a file. Rules are reduced at once: what is kept holds no credential. */
export const importPart: ResolverDefinition<'importPart'> = {
  request: importPartRequest,
  async answer(request, { siteHost }) {
    const imported = await readPart(request, { siteHost });
    if (!imported.ok) {
      return refuse('bad-request', `${request.fileName}: ${imported.failure.reason}.`);
    }
    const { count, unreadable } = imported.value;
    return answerWith({ count, unreadable: unreadable.length });
  },
};

/** Puts a file into use when all its parts have arrived, and has everything judged anew. */
export const finishImport: ResolverDefinition<'finishImport'> = {
  request: finishImportRequest,
  async answer({ complete, day, ...request }, call) {
    const upload = { ...request, accountId: call.accountId, said: statementOf({ complete, day }) };
    const finished = await finish(upload, call.ports.clock.now());
    if (!finished.ok) {
      return finished.failure === 'part-missing'
        ? refuse('bad-request', 'Not every part of the file arrived. Choose it again.')
        : refuse('bad-request', 'There are too many files already. Remove some first.');
    }
    const { kind, count } = finished.value;
    // Which host is the own site is known from the page's own context, with or without a connection.
    await rememberSite({ cloudId: call.cloudId, host: call.siteHost });
    await note(call, 'import', `A file with ${count} ${NOUNS[kind]} was imported.`);
    await scheduleRecheck(call.ports, 'event', SOON);
    return answerWith({ file: finished.value });
  },
};

/** Takes another word for whether a file lists everything, and has everything judged anew. */
export const changeImport: ResolverDefinition<'changeImport'> = {
  request: changeImportRequest,
  async answer({ id, complete, day }, call) {
    const file = await change(id, statementOf({ complete, day }));
    if (file === null) {
      return refuse('not-found', 'There is no such file any more. Load the page again.');
    }
    await note(
      call,
      'change-import',
      `A file with ${file.count} ${NOUNS[file.kind]} was said to ${complete === true ? 'list everything' : 'be incomplete'}.`,
    );
    await scheduleRecheck(call.ports, 'event', SOON);
    return answerWith({ file });
  },
};

export const getImports: ResolverDefinition<'getImports'> = {
  request: nothing,
  async answer() {
    return answerWith({ files: await listImports() });
  },
};

export const removeImport: ResolverDefinition<'removeImport'> = {
  request: removeImportRequest,
  async answer({ id }, call) {
    const removed = await remove(id);
    if (removed === null) {
      return refuse('not-found', 'There is no such file any more. Load the page again.');
    }
    await note(call, 'remove-import', `A file with ${removed.count} ${NOUNS[removed.kind]} was removed.`);
    await scheduleRecheck(call.ports, 'event', SOON);
    return answerWith({});
  },
};

/** Complete only if an admin says so. */
function statementOf({ complete, day }: { complete?: boolean | undefined; day?: string | undefined }): FileStatement {
  return { complete: complete === true, asOf: day === undefined ? null : statementOfDay(day) };
}

const NOUNS = { rules: 'rules', people: 'people', tokens: 'token records' };
