import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { babel } from './build/babel.ts';

export default defineConfig({
  plugins: [babel(), lingui(), react()],
  // The window's content security policy allows files of our own only, so nothing is inlined as data.
  build: { assetsInlineLimit: 0, target: 'safari16.4' },
  test: { include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/language/language.ts'] },
});
