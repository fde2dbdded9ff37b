/** `never` was saved but not used since; otherwise how the last use of one of the app's own credentials ended. */
export type ConnectionState = 'ok' | 'never' | 'unauthorized' | 'forbidden' | 'unavailable';
