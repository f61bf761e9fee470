export * from './time/plain-day.js';
