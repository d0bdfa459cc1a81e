// Starts the shop from the environment and stops it when told to.
// Must never leave a process behind: it goes with the one that started it.
import { startShop } from './server.js';

const port = Number(process.env['SHOP_PORT'] ?? 3010);

try {
  const shop = await startShop({
    port,
    gyeoljeUrl: process.env['GYEOLJE_URL'] ?? 'http://127.0.0.1:3000',
    gyeoljeApiKey: process.env['GYEOLJE_API_KEY'] ?? 'gy_test_local_development_key',
    dataFolder: process.env['SHOP_DATA'] ?? '.data/shop',
    logLevel: 'warn',
  });
  const stop = () => void shop.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop).once('disconnect', stop);
  // Not waited for: the shop sells without it, asking the platform itself whenever a page is shown.
  shop.listenToPlatform().catch((error: unknown) => {
    process.stderr.write(`The platform will not tell the shop what happens: ${String(error)}\n`);
  });
  if (process.send) process.send({ ready: true, url: shop.url });
  else process.stdout.write(`The shop is open at ${shop.url}\n`);
} catch (error) {
  process.stderr.write(`${reason(error)}\n`);
  process.exit(1);
}

function reason(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `The shop cannot start: port ${port} is in use. Set SHOP_PORT to another one.`;
  }
  return `The shop cannot start: ${error instanceof Error ? error.message : String(error)}`;
}
