/**
 * The colours of both themes, as data so that a test can measure their contrast. Names are those of the `--limpet-*` custom properties that
 * an embedding page may set; each is used through a private twin (`--_name`), so that a page's own value wins wherever it is set.
 */

/** Colours for text and surfaces. Text colours keep 7:1 against `background` and `surface`, the accent 4.5:1. */
export interface Palette {
  background: string;
  surface: string;
  raised: string;
  hover: string;
  border: string;
  text: string;
  muted: string;
  accent: string;
  onAccent: string;
  selection: string;
  error: string;
  warning: string;
  verbose: string;
  debug: string;
  information: string;
  echo: string;
}

export const light: Palette = {
  background: '#fcfdfc',
  surface: '#f3f6f5',
  raised: '#ffffff',
  hover: '#e6eceb',
  border: '#d5dddb',
  text: '#16201e',
  muted: '#47534f',
  accent: '#0b6b5d',
  onAccent: '#ffffff',
  selection: '#bfe5dd',
  error: '#9c1a12',
  warning: '#6b4500',
  verbose: '#5c4a00',
  debug: '#4b4a6b',
  information: '#16201e',
  echo: '#0b5b50',
};

export const dark: Palette = {
  background: '#0f1514',
  surface: '#151c1b',
  raised: '#1c2524',
  hover: '#222d2b',
  border: '#2b3735',
  text: '#dfe8e5',
  muted: '#a3b3ae',
  accent: '#5bcdb9',
  onAccent: '#06231e',
  selection: '#1f4f47',
  error: '#ff9d93',
  warning: '#f2c46b',
  verbose: '#e0cf7a',
  debug: '#b9b8e6',
  information: '#dfe8e5',
  echo: '#7fdccb',
};

/** High contrast: what changes against the palettes above when the reader's system asks for more contrast. */
export const lightContrast: Partial<Palette> = {
  background: '#ffffff',
  surface: '#ffffff',
  border: '#47534f',
  text: '#000000',
  muted: '#23302c',
};
export const darkContrast: Partial<Palette> = {
  background: '#000000',
  surface: '#000000',
  border: '#a3b3ae',
  text: '#ffffff',
  muted: '#d5e0dc',
};

/**
 * The sixteen colours of a terminal as foregrounds, black to white, then the bright ones. They are toned so that every one of them can be read
 * (4.5:1) on the theme's background; 'black' on a dark page and 'white' on a light one become greys.
 */
export const ansiLight = [
  '#16201e',
  '#a8201a',
  '#1a6b2d',
  '#755200',
  '#1d4fb8',
  '#8a2a8f',
  '#0b6470',
  '#56625e',
  '#4a5753',
  '#b3261e',
  '#14702f',
  '#7a5600',
  '#2457c9',
  '#9333a0',
  '#0a6a78',
  '#3c4744',
] as const;

export const ansiDark = [
  '#8b9a95',
  '#ff8f85',
  '#7fd18c',
  '#e2bd62',
  '#8fb8ff',
  '#e2a1ea',
  '#6fd0dc',
  '#c3cfcb',
  '#94a39e',
  '#ff9d93',
  '#93e2a0',
  '#f0cf7c',
  '#a6c8ff',
  '#efb6f5',
  '#8ae2ec',
  '#f2f7f5',
] as const;

/** The same as backgrounds: pale on a light page and deep on a dark one, so that the ordinary text colour stays readable on all of them. */
export const ansiBackLight = [
  '#dfe4e2',
  '#fbd5d1',
  '#d0eed6',
  '#f6e6bd',
  '#d3e2ff',
  '#f3d9f5',
  '#cdeef2',
  '#e9eeec',
  '#d3dad8',
  '#ffdcd9',
  '#d9f5de',
  '#fbeecb',
  '#dde9ff',
  '#f8e3fa',
  '#d8f4f7',
  '#f3f6f5',
] as const;

export const ansiBackDark = [
  '#252f2d',
  '#5b1f1b',
  '#1c4726',
  '#4a3a10',
  '#1e3a70',
  '#522257',
  '#12474f',
  '#37423f',
  '#303b39',
  '#6b2723',
  '#23552e',
  '#574514',
  '#27478a',
  '#622a68',
  '#17555e',
  '#46524f',
] as const;
