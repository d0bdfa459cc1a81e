// How the console is built, and served to its authors while they write it (`npm run dev`).
// Must never let the build load anything from elsewhere, or put a file into another one: the policy allows no data: address.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The running server that answers the API for authors. */
const server = process.env['CONSOLE_SERVER'] ?? 'http://127.0.0.1:3000';

const EVERYWHERE = /node_modules\/(react|react-dom|scheduler|@tanstack|@mantine\/(core|hooks)|@floating-ui)\//;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [react()],
  build: {
    // Browsers of the last two and a half years. Older ones do not know light-dark().
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every page needs and only the lock file changes keeps its name, and so stays in the browsers, when the
        // console changes. What one area needs alone comes with that area.
        codeSplitting: {
          groups: [{ name: 'packages', test: EVERYWHERE }],
        },
      },
    },
    chunkSizeWarningLimit: 800,
    // One style sheet: pages then never wait for, or flash without, their own.
    cssCodeSplit: false,
  },
  server: {
    host: '127.0.0.1',
    port: 3005,
    proxy: {
      // The server refuses writes from another origin, and to it the authors' server is one.
      '/admin': { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } },
    },
  },
});
