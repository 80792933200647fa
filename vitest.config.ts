import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['unit', 'checks', 'conformance', 'fuzz', 'faults'].map((folder) => `test/${folder}/**/*.test.ts`),
    testTimeout: 60_000,
  },
});
