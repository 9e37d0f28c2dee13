import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { texts } from './lingui-texts.ts';

/** Where the api listens while developing; the built client is served by the api itself, so production needs no proxy. */
const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:4310';

export default defineConfig({
  plugins: [texts(), react()],
  build: { target: 'es2023', sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: api, ws: true },
      '/collab': { target: api, ws: true },
    },
  },
});
