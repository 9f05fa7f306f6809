import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // The window's content security policy allows files of our own only, so nothing is inlined as data.
  build: { assetsInlineLimit: 0, target: 'safari16.4' },
  test: { include: ['src/**/*.test.{ts,tsx}'] },
});
