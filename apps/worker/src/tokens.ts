export const SETTINGS = Symbol('settings');
export const TEMPORAL_CLIENT = Symbol('temporal client');
