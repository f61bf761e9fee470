import { bundleWorkflows } from './workflow-bundle.js';

// Part of a build: `node dist/apps/worker/src/bundle-workflows.js`. A worker that finds no bundle runs it too.
await bundleWorkflows();
