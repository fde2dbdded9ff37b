import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { shownName } from './file-name';
import { STANDARD_INPUT, reasonOf } from './read-text';

export interface FileList {
  /** Paths to read, in order: as given, a folder's files sorted by name. `-` is standard input. */
  files: string[];
  /** Names that could not be looked at, ready to print. */
  missing: { source: string; reason: string }[];
  /** Folders that were given and hold no `.json` file, ready to print. */
  emptyFolders: string[];
}

interface Looking extends FileList {
  /** The real paths of files that a folder is not to give. */
  apart: Set<string>;
}

/**
 * Turns the arguments into files: a folder stands for every `.json` file in it, at any depth, `node_modules` and
 * `.git` aside. Links are followed; a folder or file that is reached twice is taken once.
 * @param apart files that the command uses for something else: not taken from a folder, only where named themselves
 */
export async function listFiles(paths: readonly string[], apart: readonly string[] = []): Promise<FileList> {
  const list: Looking = { files: [], missing: [], emptyFolders: [], apart: new Set() };
  for (const path of apart) {
    list.apart.add(await identityOf(path));
  }
  const seen = new Set<string>();
  for (const path of paths) {
    const [files, missing] = [list.files.length, list.missing.length];
    const isNewFolder = await addGiven(path, list, seen);
    if (isNewFolder && list.files.length === files && list.missing.length === missing) {
      list.emptyFolders.push(shownName(path, true));
    }
  }
  return list;
}

/** Answers whether the path is a folder that was not looked into before. */
async function addGiven(path: string, list: Looking, seen: Set<string>): Promise<boolean> {
  if (path === STANDARD_INPUT) {
    addOnce(list, seen, path, path);
    return false;
  }
  try {
    if ((await stat(path)).isDirectory()) {
      const real = await realpath(path);
      const isNew = !seen.has(real);
      await addFolder(path, real, list, seen);
      return isNew;
    }
    addOnce(list, seen, await identityOf(path), path);
  } catch (error) {
    list.missing.push({ source: shownName(path, false), reason: reasonOf(error) });
  }
  return false;
}

/** A pipe (`<(command)`) can be opened by its name and has no other. */
async function identityOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function addFolder(folder: string, real: string, list: Looking, seen: Set<string>): Promise<void> {
  if (seen.has(real)) {
    return;
  }
  seen.add(real);
  for (const name of (await readdir(folder)).sort()) {
    if (name !== 'node_modules' && name !== '.git') {
      await addFound(join(folder, name), list, seen);
    }
  }
}

async function addFound(path: string, list: Looking, seen: Set<string>): Promise<void> {
  const isJson = path.toLowerCase().endsWith('.json');
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory()) {
      await addFolder(path, real, list, seen);
    } else if (isJson && found.isFile() && !list.apart.has(real)) {
      addOnce(list, seen, real, path);
    }
  } catch (error) {
    const reason = reasonOf(error);
    // A dead link is of interest only where it claims to be a rule file; a closed folder always is.
    if (isJson || reason === 'no permission') {
      list.missing.push({ source: shownName(path, true), reason });
    }
  }
}

function addOnce(list: FileList, seen: Set<string>, identity: string, path: string): void {
  if (!seen.has(identity)) {
    seen.add(identity);
    list.files.push(path);
  }
}
