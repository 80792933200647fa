import { describe, expect, it } from 'vitest';
import {
  ansiBackDark,
  ansiBackLight,
  ansiDark,
  ansiLight,
  dark,
  darkContrast,
  light,
  lightContrast,
  type Palette,
} from '../../../src/ui/theme/palette.ts';

/** WCAG 2's relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const texts: (keyof Palette)[] = ['text', 'muted', 'error', 'warning', 'verbose', 'debug', 'information', 'echo'];

describe.each([
  ['light', light, ansiLight, ansiBackLight],
  ['dark', dark, ansiDark, ansiBackDark],
  ['light, more contrast', { ...light, ...lightContrast }, ansiLight, ansiBackLight],
  ['dark, more contrast', { ...dark, ...darkContrast }, ansiDark, ansiBackDark],
] as const)('the %s theme', (_name, palette, ansi, back) => {
  it('has text at 7:1 on every surface that holds it', () => {
    for (const name of texts) {
      for (const surface of ['background', 'surface'] as const) {
        expect(contrast(palette[name], palette[surface]), `${name} on ${surface}`).toBeGreaterThanOrEqual(7);
      }
    }
    expect(contrast(palette.text, palette.raised)).toBeGreaterThanOrEqual(7);
    expect(contrast(palette.text, palette.hover)).toBeGreaterThanOrEqual(7);
    expect(contrast(palette.text, palette.selection)).toBeGreaterThanOrEqual(7);
  });

  it('has an accent at 4.5:1', () => {
    for (const surface of ['background', 'surface', 'raised'] as const) {
      expect(contrast(palette.accent, palette[surface]), surface).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
  });

  it("has a terminal's colours that can be read", () => {
    for (const [index, colour] of ansi.entries())
      expect(contrast(colour, palette.background), `colour ${index}`).toBeGreaterThanOrEqual(4.5);
    for (const [index, colour] of back.entries()) expect(contrast(palette.text, colour), `ground ${index}`).toBeGreaterThanOrEqual(4.5);
  });
});
