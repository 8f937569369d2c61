/** A colour by OKLCH: lightness 0 to 1, chroma, hue in degrees. */
export type Oklch = { lightness: number; chroma: number; hue: number };

/** The contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Oklch, other: Oklch): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** How text in an accent of this hue stands out on paper by day and at night; the tokens fix the lightness. */
export function accentContrast(hue: number): { light: number; dark: number } {
  return {
    light: contrastOf({ ...ACCENT.light, hue }, PAPER.light),
    dark: contrastOf({ ...ACCENT.dark, hue }, PAPER.dark),
  };
}

/** As in tokens.css; accents.test.ts holds them together. */
const ACCENT = { light: { lightness: 0.46, chroma: 0.1 }, dark: { lightness: 0.8, chroma: 0.1 } };
const PAPER: Record<'light' | 'dark', Oklch> = {
  light: { lightness: 0.975, chroma: 0.008, hue: 85 },
  dark: { lightness: 0.2, chroma: 0.01, hue: 65 },
};
export const ACCENT_HUES: Readonly<Record<string, number>> = {
  brick: 30,
  rust: 45,
  oak: 62,
  brass: 85,
  olive: 115,
  moss: 140,
  pine: 165,
  slate: 220,
  ink: 255,
  iris: 285,
  plum: 325,
  madder: 10,
};

/** Relative luminance of WCAG, by way of linear sRGB (Ottosson, «A perceptual color space for image processing», 2020). */
function luminance({ lightness, chroma, hue }: Oklch): number {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue);
}

/** What a screen cannot show is cut off at its edge, as browsers do. */
function shown(channel: number): number {
  return Math.min(1, Math.max(0, channel));
}
