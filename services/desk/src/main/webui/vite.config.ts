import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running desk; the built console is served by the desk itself and needs no such thing. */
const desk = 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../../../target/classes/META-INF/resources',
    emptyOutDir: true,
    // Fonts and images stay files of their own: the desk's content security policy has no `data:` for fonts.
    assetsInlineLimit: 0,
    // The chart library is one lazy chunk of about this size (kB before compression).
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/api': desk, '/.well-known': desk },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
  },
});
