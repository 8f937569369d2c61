import type { CompiledKit } from './compiled-shapes.ts';
import type { Words } from './kit.ts';
import type { Finding } from './finding.ts';
import type { Value } from './scope.ts';

/** A text in a language; English where it does not speak it. */
export function wordIn(words: Words, language: string): string {
  return words[language] ?? words.en;
}

/**
 * A quantity in words: whole numbers of its base unit come in, such as 350000 of `length`, and go out in the unit of the
 * trade, 350 mm. Nothing here asks the machine for its language: the words are the same in Node and in a browser.
 */
export function sayQuantity(value: number, dimension: string, language: string): string {
  const [unit, divisor, decimals] = unitOf(value, dimension);
  const text = decimal(value / divisor, decimals, language);
  return unit === '' ? text : `${text}\u00a0${unit}`;
}

type Unit = readonly [unit: string, divisor: number, decimals: number];

function unitOf(value: number, dimension: string): Unit {
  switch (dimension) {
    case 'length':
      return Math.abs(value) >= 10_000_000 ? ['m', 1_000_000, 1] : ['mm', 1_000, 1];
    case 'area':
      return ['m²', 1_000_000_000_000, 2];
    case 'mass':
      return Math.abs(value) >= 1_000_000 ? ['kg', 1_000_000, 1] : ['g', 1_000, 0];
    case 'money':
      return ['', 100, 2];
    case 'time':
      return ['min', 60, 0];
    case 'energy':
      return ['kcal', 1_000, 0];
    case 'share':
      return ['%', 10_000, 1];
    default:
      return ['', 1, 0];
  }
}

/** Rounded to so many decimals at most, without zeros at the end; money keeps its two. */
function decimal(value: number, decimals: number, language: string): string {
  const fixed = value.toFixed(decimals);
  const text = decimals === 2 ? fixed : fixed.replace(/\.0+$/, '');
  return language === 'de' ? text.replace('.', ',') : text;
}

/** What a parameter of a type is set to, in words: a quantity, the name of a choice or of a material, yes or no. */
export function saySetting(
  compiled: CompiledKit,
  { type, parameter, value }: { type: string; parameter: string; value: Value },
  say: { readonly language: string; readonly yes: string; readonly no: string },
): string {
  const found = compiled.types
    .get(type)
    ?.parameters.find((each) => each.parameter.id === parameter);
  if (value === null || found === undefined) return '–';
  const { kind, dimension, unit, options } = found.parameter;
  if (typeof value === 'boolean') return value ? say.yes : say.no;
  if (typeof value === 'number') {
    const said = sayQuantity(value, dimension ?? 'number', say.language);
    return unit === undefined ? said : `${said}\u00a0${unit}`;
  }
  if (value === '') return '–';
  const name =
    kind === 'material'
      ? compiled.materials.get(value)?.name
      : options?.find(({ id }) => id === value)?.name;
  return name === undefined ? value : wordIn(name, say.language);
}

/** The message of a finding with its numbers; null for what is out of place in the design itself, which has no words here. */
export function sayFinding(
  compiled: CompiledKit,
  { rule, message, numbers }: Finding,
  language: string,
): string | null {
  if (message === null) return null;
  const dimensions = dimensionsOf(compiled, rule);
  return wordIn(message, language).replaceAll(/\{([a-z0-9-]+)\}/g, (_, name: string) => {
    const value = numbers[name] ?? null;
    if (typeof value !== 'number') return String(value ?? '–');
    return sayQuantity(value, dimensions.get(name) ?? 'number', language);
  });
}

function dimensionsOf({ types }: CompiledKit, rule: string): Map<string, string> {
  for (const { type } of types.values()) {
    const found = type.rules.find(({ id }) => id === rule);
    if (found) return new Map(found.numbers.map(({ id, dimension }) => [id, dimension]));
  }
  return new Map();
}
