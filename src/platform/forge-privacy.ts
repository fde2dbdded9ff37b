import { privacy } from '@forge/api';

export interface KeptAccount {
  accountId: string;
  /** When the personal data about the account was last refreshed, ISO-8601. */
  updatedAt: string;
}

export interface AccountNews {
  accountId: string;
  /** `closed`: erase what is kept about it; `updated`: refresh it. */
  status: 'updated' | 'closed';
}

/** Tells the platform whose personal data is kept; it answers which accounts changed or closed (Forge privacy API). */
export type ReportPersonalData = (accounts: KeptAccount[]) => Promise<AccountNews[]>;

export const reportPersonalData: ReportPersonalData = (accounts) => privacy.reportPersonalData(accounts);
