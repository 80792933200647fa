/**
 * The name of this build, put in by scripts/build.ts. It is there in built files only: under tests and tsx even its name is unknown, so ask
 * with `typeof __LIMPET_BUILD__`.
 */
declare const __LIMPET_BUILD__: string;
