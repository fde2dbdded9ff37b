/** The places of the page, as its tabs show them. Apart from `route.ts`, so that programs that know no browser can read it. */
export const TABS = ['overview', 'findings', 'people', 'tokens', 'history', 'settings'] as const;
export type Tab = (typeof TABS)[number];
