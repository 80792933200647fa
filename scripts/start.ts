/** npm start [-- --port N]: builds, serves dist on localhost and prints the address. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { root } from './root.ts';
import { StaticServer } from './static-server.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
for (const problem of await buildAll()) console.warn(problem);
const server = new StaticServer(join(root, 'dist'));
const port = Number(values.port ?? process.env.PORT ?? 8080);
try {
  await server.start(port);
} catch (error) {
  // The usual port is taken: any other one is better than not starting, unless a port was asked for.
  if (values.port ?? process.env.PORT) throw error;
  await server.start(0);
}
console.log(`\nLimpet is at ${server.url}   (Ctrl+C ends it)`);
