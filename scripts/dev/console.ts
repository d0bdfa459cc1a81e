// The console under Vite as a program of `npm run dev`: a saved file shows at once in the browser. Vite passes requests
// to the API on to the server in CONSOLE_SERVER; see console/vite.config.ts.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const port = Number(process.env['CONSOLE_PORT'] ?? '3005');
const vite = await createServer({
  configFile: fileURLToPath(new URL('../../../console/vite.config.ts', import.meta.url)),
  // The terminal belongs to everything that runs; Vite would clear it.
  clearScreen: false,
  server: { port, strictPort: true },
});
const stop = (): void => void vite.close().then(() => process.exit());
process.once('disconnect', stop).once('SIGINT', stop).once('SIGTERM', stop);
await vite.listen();
if (process.connected) process.send?.({ ready: true, url: `http://127.0.0.1:${port}/console/` });
