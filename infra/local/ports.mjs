import { connect, createServer } from 'node:net';

const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(host === '::' && error.code !== 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** @param {number} port */
export const isFree = async (port) => (await canListen(port, '127.0.0.1')) && (await canListen(port, '::'));

/** The wanted port, or the next free one after it. @param {number} wanted @param {Set<number>} [taken] */
export async function freePort(wanted, taken = new Set()) {
  for (let port = wanted; port < Math.min(wanted + 1000, 65536); port++) {
    if (!taken.has(port) && (await isFree(port))) {
      taken.add(port);
      return port;
    }
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 999}`);
}

/** A port the system picks. */
export const anyFreePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** @param {number} port */
export const answers = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (yes) => (socket.destroy(), resolve(yes));
    socket.setTimeout(1000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
