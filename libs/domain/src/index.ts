export * from './lifecycle/index.js';
export * from './refusals/refusal.js';
export * from './time/plain-day.js';
