// A small static file server for this machine alone, with the headers a real host should send.
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const HOST = '127.0.0.1';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const HEADERS = {
  'cache-control': 'no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The file a request names, or undefined when there is none within the served directory. */
async function fileFor(root, url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    const wanted = join(root, path.endsWith('/') ? `${path}index.html` : path);
    const file = await realpath(wanted);
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

function answer(response, status, headers, body) {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

async function handle({ root, headers }, request, response) {
  const text = { ...headers, 'content-type': TYPES['.txt'] };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return answer(response, 405, { ...text, allow: 'GET, HEAD' }, 'only GET and HEAD\n');
  }
  const file = await fileFor(root, request.url);
  if (file === undefined) return answer(response, 404, text, 'not found\n');
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return answer(response, 200, { ...headers, 'content-type': type }, await readFile(file));
}

/** Listens on the wanted port or, when it is taken, the next free one. */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && port < 65535) resolve(listen(server, port + 1));
      else reject(error);
    });
    server.listen(port, HOST, resolve);
  });
}

/**
 * Serves a directory.
 * @param {string} directory
 * @param {{ port?: number, policy?: string }} [options] port 0 takes any free one; `policy` is the Content-Security-Policy
 * @returns {Promise<{ address: string, close: () => void }>}
 */
export async function serve(directory, { port = 0, policy = CONTENT_SECURITY_POLICY } = {}) {
  const root = await realpath(directory);
  const headers = { ...HEADERS, 'content-security-policy': policy };
  const server = createServer((request, response) => {
    handle({ root, headers }, request, response).catch((error) => {
      if (response.headersSent) response.destroy(error);
      else answer(response, 500, { ...headers, 'content-type': TYPES['.txt'] }, 'cannot read that file\n');
    });
  });
  await listen(server, port);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://${HOST}:${server.address().port}/`, close };
}
