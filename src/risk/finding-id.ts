import { createHash } from 'node:crypto';
import type { Product, Subject } from '../report/report';

/** Gives ids that stay the same over scans: made of rule and place, never of a value. */
export interface FindingIds {
  next(rule: { product: Product; uuid: string }, subject: Subject, useKey: string): string;
}

/** A rule that was given twice, or two uses under one key, still get an id each. */
export function createFindingIds(): FindingIds {
  const given = new Map<string, number>();
  return {
    next: (rule, subject, useKey) => {
      const name = nameOf(rule, subject, useKey);
      const before = given.get(name) ?? 0;
      given.set(name, before + 1);
      return hashOf(before === 0 ? name : `${name}|${before}`);
    },
  };
}

/** The id of a finding in a rule that is known to be there once. */
function findingId(rule: { product: Product; uuid: string }, subject: Subject, useKey: string): string {
  return hashOf(nameOf(rule, subject, useKey));
}

function nameOf(rule: { product: Product; uuid: string }, subject: Subject, useKey: string): string {
  return `${rule.product}|${rule.uuid}|${subject}|${useKey}`;
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
